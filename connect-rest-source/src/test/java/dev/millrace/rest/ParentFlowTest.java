package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.NestedApi;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lines of orders, which an API gives out order by order. */
@Timeout(120)
class ParentFlowTest {

    private static final List<String> ALL = List.of("a/1", "a/2", "a/3", "c/1", "d/1", "d/2");

    private final NestedApi api;

    ParentFlowTest() throws IOException {
        api = NestedApi.start(2);
        api.order("a", 3).order("b", 0).order("c", 1).order("d", 2).order("e", 0);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void asksForTheLinesOfEachOrder() {
        try (SourceHarness harness = start(options(), DeliveryMode.AT_LEAST_ONCE)) {
            runRound(harness);

            assertThat(lines(harness)).isEqualTo(ALL);
            assertThat(harness.delivered().get(5).topic()).isEqualTo("lines-kd");
            assertThat(harness.delivered()
                            .get(5)
                            .headers()
                            .lastWithName("millrace.rest.parent")
                            .value())
                    .isEqualTo("d,kd");
            assertThat(api.asked()).contains("/orders?page=1", "/orders/a/lines?page=2", "/orders?page=3");
        }
    }

    @Test
    void tellsTheLinesOfOrdersThatLookTheSame() {
        for (int order = 0; order < 9; order++) {
            api.order("x" + order, 1);
        }

        try (SourceHarness harness = start(options(), DeliveryMode.AT_LEAST_ONCE)) {
            runRound(harness);

            assertThat(lines(harness)).hasSize(ALL.size() + 9);
        }
    }

    @Test
    void waitsForAServerThatFailsAnywhere() {
        for (int request = 0; request < 12; request++) {
            try (SourceHarness harness = start(options(), DeliveryMode.AT_LEAST_ONCE)) {
                int before = api.asked().size() + request;
                while (api.asked().size() < before && Figures.ofEndpoint("lines", "rounds") < 1) {
                    List<SourceRecord> unused = harness.poll();
                }
                api.fail(2);
                runRound(harness);

                assertThat(lines(harness)).isEqualTo(ALL);
            }
        }
    }

    @Test
    void waitsForAnApiWithoutOrders() {
        List.of("a", "b", "c", "d", "e").forEach(api::remove);

        try (SourceHarness harness = start(options().with("poll.interval.ms", "5"), DeliveryMode.AT_LEAST_ONCE)) {
            runRound(harness);
            api.order("f", 1);
            harness.runUntil(() -> !harness.delivered().isEmpty(), "a line");

            assertThat(lines(harness)).startsWith("f/1");
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void goesOnBehindTheLineThatWasStoredLast(DeliveryMode mode) {
        for (int taken = 1; taken < ALL.size(); taken++) {
            try (SourceHarness harness = start(options().with("batch.max.records", "1"), mode)) {
                while (harness.polled().size() < taken) {
                    List<SourceRecord> unused = harness.poll();
                }
                harness.commit();
                harness.crash();
                harness.start();
                runRound(harness);

                assertThat(new LinkedHashSet<>(lines(harness)))
                        .as("a death behind %s lines", taken)
                        .containsExactlyElementsOf(ALL);
                if (mode == DeliveryMode.EXACTLY_ONCE) {
                    assertThat(lines(harness))
                            .as("a death behind %s lines", taken)
                            .isEqualTo(ALL);
                }
            }
        }
    }

    @Test
    void beginsAnewWhenTheOrderThatItDiedInIsGone() {
        try (SourceHarness harness = start(options().with("batch.max.records", "1"), DeliveryMode.EXACTLY_ONCE)) {
            while (harness.polled().size() < 4) {
                List<SourceRecord> unused = harness.poll();
            }
            harness.crash();
            api.remove("c");
            harness.start();
            runRound(harness);

            assertThat(lines(harness)).endsWith("d/1", "d/2");
            assertThat(Figures.ofEndpoint("lines", "restarts")).isEqualTo(1);
        }
    }

    @Test
    void findsDeletedLinesOfAllOrders() {
        ApiOptions options = options()
                .with("poll.interval.ms", "5")
                .with("topic", "lines")
                .with("detect", "changes")
                .with("record.key", "{parent.id}/{value.line}");

        try (SourceHarness harness = start(options, DeliveryMode.AT_LEAST_ONCE)) {
            runRound(harness);
            api.order("d", 1);
            harness.runUntil(() -> harness.delivered().size() > ALL.size(), "the deletion");

            SourceRecord last = harness.delivered().get(ALL.size());
            assertThat(last.key()).isEqualTo("d/2");
            assertThat(last.value()).isNull();
        }
    }

    private ApiOptions options() {
        return ApiOptions.alone()
                .with("topic", "lines-{parent.meta.kind}")
                .with("endpoints", "lines")
                .with("pagination", "page")
                .with("http.query", "page={page}")
                .with("endpoint.orders.http.url", api.url() + "/orders")
                .with("endpoint.lines.http.url", api.url() + "/orders/{parent.id}/lines")
                .with("endpoint.lines.parent", "orders")
                .with("endpoint.lines.parent.fields", "id,meta.kind");
    }

    private static List<String> lines(SourceHarness harness) {
        return harness.delivered().stream()
                .filter(record -> record.value() != null)
                .map(record -> {
                    String parent = (String) record.headers()
                            .lastWithName("millrace.rest.parent")
                            .value();
                    Map<String, Object> row = new HashMap<>(ApiOptions.fields(record));
                    return parent.split(",", 2)[0] + "/" + row.get("line");
                })
                .toList();
    }

    private static SourceHarness start(ApiOptions options, DeliveryMode mode) {
        SourceHarness harness = ConnectorHarness.source(RestSourceConnector::new, options.map(), mode);
        harness.start();
        return harness;
    }

    private static void runRound(SourceHarness harness) {
        harness.runUntil(
                () -> Figures.ofEndpoint("lines", "rounds") >= 1 && Figures.ofTask("records.unconfirmed") == 0,
                "a round");
    }
}
