package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.partner.TcpGate;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.LogCapture;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong at the other side, and what becomes of the rows. */
@Timeout(120)
class FailureFlowTest {

    private static final List<String> FOUR = List.of("a", "b", "c", "d");

    private final PagedApi api;

    FailureFlowTest() throws IOException {
        api = PagedApi.start();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void triesAgainUntilTheServerAnswers() {
        ApiOptions.fill(api, 1, 5);
        for (int time = 0; time < 10; time++) {
            api.fail(500 + time % 4, Map.of(), "<html>oops</html>");
        }

        try (SourceHarness harness = start(ApiOptions.of(api))) {
            runUntilThere(harness, 5);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 5));
            assertThat(Figures.of("failures")).isEqualTo(10);
        }
    }

    @Test
    void waitsAsLongAsItIsTold() {
        ApiOptions.fill(api, 1, 5);
        api.fail(429, Map.of("Retry-After", "1"), "");

        try (SourceHarness harness = start(ApiOptions.of(api))) {
            long begin = System.nanoTime();
            runUntilThere(harness, 5);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
            assertThat(harness.longestPoll()).isLessThan(Duration.ofSeconds(5));
            assertThat(Figures.of("waits.ms")).isGreaterThanOrEqualTo(1000);
        }
    }

    @Test
    void letsOtherEndpointsGoOnWhileOneFails() throws IOException {
        ApiOptions.fill(api, 1, 5);
        try (PagedApi down = PagedApi.start()) {
            down.fail(503, Map.of("Retry-After", "3600"), "");
            ApiOptions options = ApiOptions.of(api)
                    .with("endpoints", "down,up")
                    .with("endpoint.down.http.url", down.url() + "/rows");

            try (SourceHarness harness = start(options)) {
                harness.runUntil(
                        () -> ApiOptions.ids(harness.delivered()).size() >= 5, "the rows of the other endpoint");
                for (int poll = 0; poll < 3; poll++) {
                    harness.poll();
                }

                assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 5));
                assertThat(down.asked()).hasSize(1);
            }
        }
    }

    @Test
    void findsOutWithOneRequestForAllEndpointsWhenAHostThatWasDownIsBack() throws IOException {
        ApiOptions.fill(api, 1, 5);
        try (TcpGate gate = TcpGate.before("127.0.0.1", URI.create(api.url()).getPort())) {
            gate.shut();
            ApiOptions options = ApiOptions.of(api)
                    .with("http.url", "http://127.0.0.1:" + gate.port() + "/rows")
                    .with("endpoints", String.join(",", FOUR))
                    .with("retry.backoff.ms", "20")
                    .with("retry.backoff.max.ms", "20");

            try (SourceHarness harness = start(options)) {
                harness.runUntil(() -> Figures.ofTask("hosts.down") == 1, "the host is taken as down");
                Map<String, Long> sinceItIsDown = waits();
                harness.runUntil(() -> held(sinceItIsDown) == 4, "what was on its way has come back");
                gate.stall(true);
                gate.open();
                harness.runUntil(() -> gate.connections() > 0, "a request that gets no answer yet");
                Map<String, Long> sinceItIsAsked = waits();
                harness.runUntil(() -> held(sinceItIsAsked) >= 3, "the others are held back");
                assertThat(gate.connections()).isEqualTo(1);
                gate.stall(false);
                runUntilThere(harness, 20);

                assertThat(Figures.ofTask("hosts.down")).isZero();
            }
        }
    }

    /** How long each of the four endpoints has waited. */
    private static Map<String, Long> waits() {
        return FOUR.stream()
                .collect(Collectors.toMap(Function.identity(), name -> Figures.ofEndpoint(name, "waits.ms")));
    }

    /** How many of them were held back since. */
    private static long held(Map<String, Long> since) {
        return FOUR.stream()
                .filter(name -> Figures.ofEndpoint(name, "waits.ms") > since.getOrDefault(name, 0L))
                .count();
    }

    @Test
    void stopsAtTheFirstRefusalOfItsCredentials() {
        api.fail(401, Map.of(), "");

        try (SourceHarness harness = start(ApiOptions.of(api))) {
            assertThatThrownBy(() -> runUntilThere(harness, 5))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("http-401");

            assertThat(api.asked()).hasSize(1);
        }
    }

    @Test
    void takesAStatusThatIsToBeIgnoredForAnEmptyPage() {
        api.fail(404, Map.of(), "{\"error\":\"nothing new\"}");

        try (SourceHarness harness = start(ApiOptions.of(api).with("http.status.ignore", "404"))) {
            harness.runUntil(() -> Figures.of("rounds") == 1, "a round");

            assertThat(api.asked()).hasSize(1);
        }
    }

    @Test
    void triesAgainWhatAnAnswerWithStatus200SaysIsAnError() {
        ApiOptions.fill(api, 1, 5);
        api.fail(200, Map.of(), "{\"items\":[],\"error\":\"BUSY\"}");

        try (SourceHarness harness = start(ApiOptions.of(api).with("http.reply.rules", "retry: /error = BUSY"))) {
            runUntilThere(harness, 5);

            assertThat(Figures.of("failures")).isEqualTo(1);
        }
    }

    @Test
    void asksNoMoreOftenThanItIsAllowedTo() {
        ApiOptions.fill(api.pages(PagedApi.Style.OFFSET, 1), 1, 5);

        try (SourceHarness harness =
                start(ApiOptions.of(api).paging(PagedApi.Style.OFFSET).with("http.rate.requests", "3"))) {
            long begin = System.nanoTime();
            harness.runUntil(() -> Figures.of("rounds") == 1, "a round");

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 5));
        }
    }

    @Test
    void stopsWhenARequestIsRefusedAgainAndAgain() {
        for (int time = 0; time < 3; time++) {
            api.fail(404, Map.of(), "");
        }

        try (SourceHarness harness = start(ApiOptions.of(api).with("refused.max.attempts", "3"))) {
            assertThatThrownBy(() -> runUntilThere(harness, 5)).hasMessageContaining("http-404");

            assertThat(api.asked()).hasSize(3);
        }
    }

    @Test
    void triesAgainWhenAPageBreaksOff() {
        ApiOptions.fill(api, 1, 5);
        api.fail(200, Map.of(), "{\"items\":[" + ApiOptions.json(1) + "," + ApiOptions.json(2) + ",{\"id\":");

        try (SourceHarness harness = start(ApiOptions.of(api))) {
            runUntilThere(harness, 5);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 5));
        }
    }

    @Test
    void triesAgainWhenAnErrorComesWithAStatusOfSuccess() {
        ApiOptions.fill(api, 1, 5);
        api.fail(200, Map.of(), "{\"error\":\"overloaded\"}");

        try (SourceHarness harness = start(ApiOptions.of(api))) {
            runUntilThere(harness, 5);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 5));
        }
    }

    @Test
    void stopsWithTheReasonWhenNoAnswerHasRows() {
        for (int time = 0; time < 5; time++) {
            api.fail(200, Map.of(), "{\"secret\":\"payload\"}");
        }

        try (SourceHarness harness = start(ApiOptions.of(api))) {
            assertThatThrownBy(() -> runUntilThere(harness, 5))
                    .hasMessageContaining("rows-not-found")
                    .hasMessageNotContaining("payload");
        }
    }

    @Test
    void takesNullForAnEmptyPage() {
        api.fail(200, Map.of(), "{\"items\":null}");

        try (SourceHarness harness = start(ApiOptions.of(api))) {
            harness.runUntil(() -> Figures.of("rounds") == 1, "a round");

            assertThat(harness.delivered()).isEmpty();
            assertThat(api.asked()).hasSize(1);
        }
    }

    @Test
    void beginsTheRoundAnewWhenItsNextPageHasExpired() {
        ApiOptions.fill(api.pages(PagedApi.Style.CURSOR, 2), 1, 7);

        try (SourceHarness harness = start(
                ApiOptions.of(api).sinceTheLast().paging(PagedApi.Style.CURSOR).with("batch.max.records", "1"))) {
            harness.pollUntil(4);
            harness.poll();
            harness.commit();
            harness.crash();
            api.expireCursors();
            harness.start();
            harness.runUntil(() -> Figures.of("rounds") >= 1, "a round");

            assertThat(new HashSet<>(ApiOptions.ids(harness.delivered())))
                    .containsExactlyInAnyOrderElementsOf(ApiOptions.range(1, 7));
            assertThat(Figures.of("restarts")).isEqualTo(1);
        }
    }

    @Test
    void setsRowsAsideThatLackTheirCursor() {
        api.fail(200, Map.of(), "{\"items\":[" + ApiOptions.json(1) + ",{\"id\":2}," + ApiOptions.json(3) + "]}");
        ApiOptions options = ApiOptions.of(api)
                .sinceTheLast()
                .with("poll.interval.ms", "3600000")
                .with("malformed.topic", ApiOptions.MALFORMED);

        try (SourceHarness harness = start(options)) {
            harness.runUntil(() -> Figures.of("rounds") == 1, "a round");

            SourceRecord aside = harness.delivered(ApiOptions.MALFORMED).get(0);
            assertThat(ApiOptions.ids(harness.delivered())).containsExactly(1L, 3L);
            assertThat(aside.headers().lastWithName("millrace.code").value()).isEqualTo("cursor-missing");
            assertThat(aside.headers().lastWithName("millrace.kind").value()).isEqualTo("malformed");
            assertThat(new String(((Struct) aside.value()).getBytes("raw"), StandardCharsets.UTF_8))
                    .isEqualTo("{\"id\":2}");
        }
    }

    @Test
    void setsRowsAsideThatCanNotBeRead() {
        api.fail(200, Map.of(), "{\"items\":[{\"id\":1},{\"id\":2,\"id\":3},{\"id\":4}]}");

        try (SourceHarness harness = start(ApiOptions.of(api).with("malformed.topic", ApiOptions.MALFORMED))) {
            harness.runUntil(() -> Figures.of("rounds") == 1, "a round");

            assertThat(ApiOptions.ids(harness.delivered())).containsExactly(1L, 4L);
            assertThat(harness.delivered(ApiOptions.MALFORMED)).hasSize(1);
        }
    }

    @Test
    void stopsInFrontOfARowThatCanNotBeReadAndHandsOverWhatIsBeforeIt() {
        api.fail(200, Map.of(), "{\"items\":[{\"id\":1},{\"id\":2,\"id\":\"payload\"},{\"id\":4}]}");

        try (SourceHarness harness = start(ApiOptions.of(api))) {
            assertThatThrownBy(() -> harness.runUntil(() -> false, "the end"))
                    .hasMessageContaining("duplicate-key")
                    .hasMessageContaining("malformed.topic")
                    .hasMessageNotContaining("payload");

            assertThat(ApiOptions.ids(harness.delivered())).containsExactly(1L);
        }
    }

    @Test
    void asksOnlyForWhatChanged() {
        ApiOptions.fill(api.etags(), 1, 5);

        try (SourceHarness harness = start(ApiOptions.of(api).with("poll.interval.ms", "5"))) {
            harness.runUntil(() -> Figures.of("not.modified") >= 3, "unchanged rounds");
            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 5));

            harness.restart();
            harness.runUntil(() -> Figures.of("not.modified") >= 1, "an unchanged round after a restart");
            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 5));

            api.add(new PagedRow(6, "2026-01-01T00:00:06Z", "new"));
            harness.runUntil(() -> ApiOptions.ids(harness.delivered()).size() >= 11, "the changed table");
            assertThat(ApiOptions.ids(harness.delivered())).endsWith(5L, 6L);
        }
    }

    @Test
    void tellsOfRoundsInTheAuditTopic() {
        ApiOptions.fill(api.pages(PagedApi.Style.PAGE, 3), 1, 5);

        try (SourceHarness harness =
                start(ApiOptions.of(api).paging(PagedApi.Style.PAGE).with("audit.topic", ApiOptions.AUDIT))) {
            harness.runUntil(() -> harness.delivered(ApiOptions.AUDIT).size() >= 2, "the events");

            List<SourceRecord> events = harness.delivered(ApiOptions.AUDIT);
            Struct completed = (Struct) events.get(1).value();
            assertThat(((Struct) events.get(0).value()).getString("step")).isEqualTo("started");
            assertThat(completed.getString("step")).isEqualTo("completed");
            assertThat(completed.getString("subject")).isEqualTo(api.url() + "/rows");
            assertThat(completed.getInt64("records")).isEqualTo(5);
            assertThat(completed.getString("payloadHash")).hasSize(64);
            assertThat(harness.delivered().get(6)).isSameAs(events.get(1));
            assertThat(events.get(1).sourceOffset()).doesNotContainKey("page");
        }
    }

    @Test
    void writesNoTokenAndNoRowToTheLog() {
        ApiOptions.fill(api, 1, 5);
        api.fail(500, Map.of(), "secret body");
        ApiOptions options = ApiOptions.of(api).with("http.url", api.url() + "/rows?key=hidden");

        try (LogCapture log = new LogCapture();
                SourceHarness harness = start(options)) {
            runUntilThere(harness, 5);

            log.assertHoldsNoneOf(List.of("hidden", "secret body"), harness.swallowed());
        }
    }

    private static SourceHarness start(ApiOptions options) {
        SourceHarness harness =
                ConnectorHarness.source(RestSourceConnector::new, options.map(), DeliveryMode.AT_LEAST_ONCE);
        harness.start();
        return harness;
    }

    private static void runUntilThere(SourceHarness harness, int rows) {
        harness.runUntil(() -> ApiOptions.ids(harness.delivered()).size() >= rows, rows + " rows");
    }
}
