package dev.millrace.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.tcp.FixAcceptor;
import dev.millrace.partner.tcp.FixMessage;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shipped session fix-4.4 against an acceptor that knows the protocol from its own documents. */
@Timeout(120)
class FixSessionTest {

    private FixAcceptor venue;

    @BeforeEach
    void start() throws IOException {
        venue = FixAcceptor.start("VENUE", "CLIENT");
    }

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void deliversMessagesAndLogsOut() throws Exception {
        try (SourceHarness harness = started()) {
            venue.send("8", "11=A");
            venue.send("8", "11=B");
            runUntil(harness, 2);

            assertThat(data(harness)).extracting(FixSessionTest::order).containsExactly("A", "B");
            assertThat(data(harness))
                    .extracting(record -> header(record, "millrace.sequence"))
                    .containsExactly(2L, 3L);
            harness.stop();
            Eventually.holds(
                    "the venue got the logout", () -> venue.received("5").size() == 1);
        }
        assertThat(venue.problems()).isEmpty();
    }

    @Test
    void asksForWhatWasLostAndForWhatCameGarbled() throws Exception {
        try (SourceHarness harness = started()) {
            venue.lose("8", "11=A");
            venue.garble("8", "11=B");
            venue.send("8", "11=C");
            runUntil(harness, 3);

            assertThat(data(harness)).extracting(FixSessionTest::order).containsExactly("A", "B", "C");
            assertThat(venue.received("2")).singleElement().satisfies(request -> {
                assertThat(request.field(7)).isEqualTo("2");
                assertThat(request.field(16)).isEqualTo("0");
            });
        }
        assertThat(venue.problems()).isEmpty();
    }

    @Test
    void goesOnAfterARestartAndFillsTheGapOfItsOwnNumbers() throws Exception {
        try (SourceHarness harness = started()) {
            venue.send("8", "11=A");
            runUntil(harness, 1);
            harness.restart();
            awaitLogon(harness, 2);
            venue.send("8", "11=B");
            runUntil(harness, 2);

            assertThat(venue.received("A")).extracting(FixMessage::number).containsExactly(1L, 1_001L);
            assertThat(venue.received("4")).singleElement().satisfies(fill -> {
                assertThat(fill.number()).isEqualTo(3);
                assertThat(fill.possiblyDuplicate()).isTrue();
                assertThat(fill.field(123)).isEqualTo("Y");
                // what follows has numbers of its own, heartbeats among it
                assertThat(Long.parseLong(fill.field(36))).isBetween(1_002L, venue.nextIn());
            });
            assertThat(data(harness)).extracting(FixSessionTest::order).containsExactly("A", "B");
        }
        assertThat(venue.problems()).isEmpty();
    }

    @Test
    void usesNoNumberTwiceAfterACrash() throws Exception {
        try (SourceHarness harness = started()) {
            venue.send("8", "11=A");
            runUntil(harness, 1);
            for (int beat = 0; beat < 5; beat++) {
                venue.testRequest("T" + beat);
            }
            Eventually.holds("five answers", () -> venue.received("0").size() == 5);
            harness.crash();
            harness.start();
            awaitLogon(harness, 2);
            venue.send("8", "11=B");
            harness.runUntil(
                    () -> data(harness).stream()
                            .anyMatch(record -> order(record).equals("B")),
                    "report B");

            assertThat(venue.received("A").get(1).number()).isEqualTo(1_001);
            assertThat(data(harness)).extracting(FixSessionTest::order).contains("A", "B");
        }
        assertThat(venue.problems()).isEmpty();
    }

    @Test
    void storesItsNumbersInTransactionsToo() throws Exception {
        try (SourceHarness harness = harness(DeliveryMode.EXACTLY_ONCE).start()) {
            awaitLogon(harness, 1);
            venue.send("8", "11=A");
            runUntil(harness, 1);
            harness.crash();
            harness.start();
            awaitLogon(harness, 2);
            venue.send("8", "11=B");
            runUntil(harness, 2);

            assertThat(venue.received("A").get(1).number()).isEqualTo(1_001);
            assertThat(data(harness)).extracting(FixSessionTest::order).containsExactly("A", "B");
        }
    }

    @Test
    void stopsAtANumberThatWasUsedBefore() throws Exception {
        try (SourceHarness harness = started()) {
            venue.send("8", "11=A");
            runUntil(harness, 1);
            venue.sendTooLow(2);

            assertThatThrownBy(() -> harness.runUntil(() -> false, "nothing more"))
                    .hasMessageContaining("sequence-too-low");
            Eventually.holds(
                    "the venue got the logout", () -> venue.received("5").size() == 1);
            assertThat(venue.received("5").get(0).field(58)).isEqualTo("MsgSeqNum too low, expecting 3 but received 2");
        }
    }

    @Test
    void takesMessagesThatArriveByteByByteAndTogether() throws Exception {
        try (SourceHarness harness = started()) {
            venue.faults().splitEveryByte(true);
            venue.send("8", "11=A");
            runUntil(harness, 1);
            venue.faults().splitEveryByte(false);
            venue.faults().joinFrames(2);
            venue.send("8", "11=B");
            venue.send("8", "11=C");
            runUntil(harness, 3);

            assertThat(data(harness)).extracting(FixSessionTest::order).containsExactly("A", "B", "C");
        }
    }

    @Test
    void goesOnWhereTheLineWasCutInsideAMessage() throws Exception {
        try (SourceHarness harness = started()) {
            venue.send("8", "11=A");
            runUntil(harness, 1);
            venue.faults().cutAfter(20);
            assertThatThrownBy(() -> venue.send("8", "11=B")).isInstanceOf(IOException.class);
            awaitLogon(harness, 2);
            runUntil(harness, 2);

            assertThat(data(harness)).extracting(FixSessionTest::order).containsExactly("A", "B");
        }
        assertThat(venue.problems()).isEmpty();
    }

    @Test
    void reportsMessagesThatAResetLeftOut() throws Exception {
        try (SourceHarness harness = started()) {
            venue.reset(20);
            venue.send("8", "11=A");
            runUntil(harness, 1);

            assertThat(harness.delivered("events"))
                    .extracting(record -> header(record, "millrace.event"))
                    .contains("messages-lost");
            assertThat(data(harness))
                    .extracting(record -> header(record, "millrace.sequence"))
                    .containsExactly(20L);
        }
    }

    private SourceHarness started() {
        SourceHarness harness = harness(DeliveryMode.AT_LEAST_ONCE).start();
        awaitLogon(harness, 1);
        return harness;
    }

    private void awaitLogon(SourceHarness harness, int count) {
        harness.runUntil(() -> answeredLogons() == count, "logon " + count);
    }

    private long answeredLogons() {
        return venue.sent().stream()
                .filter(message -> message.type().equals("A"))
                .count();
    }

    private SourceHarness harness(DeliveryMode mode) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "orders",
                "topic", "reports",
                "hosts", "127.0.0.1:" + venue.port(),
                "session", "fix-4.4",
                "session.values", "sender=CLIENT,target=VENUE,heartbeat-seconds=5",
                "session.topic", "events",
                "retry.backoff.ms", "20",
                "retry.backoff.max.ms", "50"));
        return ConnectorHarness.source(FramedTcpSourceConnector::new, config, mode);
    }

    private static void runUntil(SourceHarness harness, int records) {
        harness.runUntil(() -> data(harness).size() >= records, records + " reports");
    }

    private static List<SourceRecord> data(SourceHarness harness) {
        return harness.delivered().stream()
                .filter(record -> record.topic().equals("reports"))
                .toList();
    }

    private static String order(SourceRecord record) {
        String text = new String((byte[]) record.value(), StandardCharsets.ISO_8859_1).replace('\u0001', '|');
        return new FixMessage(text).field(11);
    }

    private static @Nullable Object header(SourceRecord record, String name) {
        return Optional.ofNullable(record.headers().lastWithName(name))
                .map(found -> found.value())
                .orElse(null);
    }
}
