package dev.millrace.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.tcp.SoupServer;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The session file of the examples: SoupBinTCP with acknowledgements above it. */
@Timeout(120)
class OrderFeedExampleTest {

    private SoupServer server;

    @BeforeEach
    void start() throws IOException {
        server = SoupServer.start();
        server.expect("trader", "secret");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SourceHarness run(DeliveryMode mode) {
        return TestRun.of(
                mode,
                TestRun.soup(
                        server.host() + ":" + server.port(),
                        "session",
                        "",
                        "session.file",
                        "../config-examples/sessions/order-feed.yaml",
                        "record.key",
                        "{field.customer}",
                        "format",
                        "json"));
    }

    private void publish(int count) {
        server.publish(count, number -> "{\"order_id\":\"O-" + number + "\",\"customer\":\"C-" + number % 2 + "\"}");
    }

    @Test
    void acknowledgesByNumberAfterKafkaHasTheOrdersAndNotBefore() {
        publish(30);
        try (SourceHarness harness = run(DeliveryMode.AT_LEAST_ONCE)) {
            harness.holdConfirmations();
            harness.runUntil(() -> harness.unconfirmed().size() == 30, "all orders are handed over");
            // A sign of life is sent behind all that was said before it.
            harness.runUntil(() -> server.clientHeartbeats() > 0, "the client lives");
            assertThat(server.received()).isEmpty();

            harness.releaseConfirmations();
            harness.runUntil(() -> server.received().contains("ACK 30"), "the last order is acknowledged");

            assertThat(server.received()).allMatch(text -> text.startsWith("ACK "));
            assertThat(harness.delivered())
                    .extracting(SourceRecord::key)
                    .startsWith("C-1", "C-0", "C-1")
                    .containsOnly("C-0", "C-1");
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void asksForTheFirstOrderThatIsNotStoredAfterACrash(DeliveryMode mode) {
        publish(10);
        try (SourceHarness harness = run(mode)) {
            harness.runUntil(() -> server.received().contains("ACK 10"), "ten orders are acknowledged");
            harness.poll();
            harness.commit();
            harness.crash();
            publish(5);

            harness.start();
            harness.runUntil(() -> server.received().contains("ACK 15"), "fifteen orders are acknowledged");

            assertThat(server.logins().get(server.logins().size() - 1).requested())
                    .isEqualTo(11);
            List<SourceRecord> delivered = harness.delivered();
            assertThat(delivered).hasSize(15);
        }
    }
}
