package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Round after round: what is new comes once, what is not does not come again. */
@Timeout(120)
class IncrementalFlowTest {

    private final PagedApi api;

    IncrementalFlowTest() throws IOException {
        api = PagedApi.start();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource(PagedApi.Style.class)
    void goesOnWithWhatIsNewWithoutRepeatingTheBoundary(PagedApi.Style style) {
        ApiOptions.fill(api.pages(style, 3), 1, 5);

        try (SourceHarness harness = start(ApiOptions.of(api).sinceTheLast().paging(style))) {
            runRounds(harness, 3);
            ApiOptions.fill(api, 6, 9);
            runRounds(harness, 3);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 9));
        }
    }

    @Test
    void repeatsNothingWhileNoOffsetIsStored() {
        ApiOptions.fill(api, 1, 5);

        try (SourceHarness harness = start(ApiOptions.of(api).sinceTheLast())) {
            pollRounds(harness, 5);

            assertThat(ApiOptions.ids(harness.polled())).isEqualTo(ApiOptions.range(1, 5));
        }
    }

    @Test
    void takesARowThatComesLaterWithTheTimeOfTheLastOne() {
        ApiOptions.fill(api, 1, 3);

        try (SourceHarness harness = start(ApiOptions.of(api).sinceTheLast())) {
            runRounds(harness, 2);
            api.add(new PagedRow(99, ApiOptions.row(3).updated(), "late"));
            runRounds(harness, 2);
            harness.restart();
            runRounds(harness, 2);

            assertThat(ApiOptions.ids(harness.delivered())).containsExactly(1L, 2L, 3L, 99L);
        }
    }

    @Test
    void takesTwoRowsThatAreTheSameAsTwo() {
        api.add(ApiOptions.row(1)).add(ApiOptions.row(1));

        try (SourceHarness harness = start(ApiOptions.of(api).sinceTheLast())) {
            runRounds(harness, 3);
            api.add(ApiOptions.row(1));
            runRounds(harness, 3);

            assertThat(ApiOptions.ids(harness.delivered())).containsExactly(1L, 1L, 1L);
        }
    }

    @Test
    void takesRowsThatAppearLateWithinTheLag() {
        ApiOptions.fill(api, 1, 9);
        api.remove(7);

        try (SourceHarness harness = start(ApiOptions.of(api).sinceTheLast().with("incremental.lag.ms", "5000"))) {
            runRounds(harness, 2);
            api.add(ApiOptions.row(7));
            runRounds(harness, 2);
            harness.restart();
            ApiOptions.fill(api, 10, 10);
            runRounds(harness, 2);

            assertThat(ApiOptions.ids(harness.delivered())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 8L, 9L, 7L, 10L);
        }
    }

    @Test
    void asksAtTheGranularityOfTheApi() {
        ApiOptions.fill(api, 1, 100);

        try (SourceHarness harness =
                start(ApiOptions.of(api).sinceTheLast().with("incremental.granularity.ms", "60000"))) {
            runRounds(harness, 3);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 100));
            assertThat(lastTarget()).isEqualTo("/rows?since=2026-01-01T00%3A01%3A00Z");
        }
    }

    @Test
    void leavesOutWhatAnApiWithoutFiltersGivesAgain() {
        ApiOptions.fill(api.ignoringFilters(), 1, 5);

        try (SourceHarness harness = start(ApiOptions.of(api).sinceTheLast())) {
            runRounds(harness, 3);
            ApiOptions.fill(api, 6, 7);
            runRounds(harness, 3);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 7));
            assertThat(Figures.of("rows.older")).isPositive();
        }
    }

    @Test
    void goesOnFromTheHighestTimeWhateverTheOrderOfTheRows() {
        ApiOptions.fill(api.descending().pages(PagedApi.Style.PAGE, 2), 1, 5);

        try (SourceHarness harness = start(ApiOptions.of(api).sinceTheLast().paging(PagedApi.Style.PAGE))) {
            runRounds(harness, 2);
            ApiOptions.fill(api, 6, 7);
            runRounds(harness, 2);

            assertThat(ApiOptions.ids(harness.delivered())).startsWith(5L, 4L, 3L, 2L, 1L);
            assertThat(new HashSet<>(ApiOptions.ids(harness.delivered())))
                    .containsExactlyInAnyOrderElementsOf(ApiOptions.range(1, 7));
        }
    }

    @Test
    void losesNothingWhenItDiesAmongRowsInFallingOrder() {
        ApiOptions.fill(api.descending().pages(PagedApi.Style.PAGE, 2), 1, 5);

        try (SourceHarness harness = start(
                ApiOptions.of(api).sinceTheLast().paging(PagedApi.Style.PAGE).with("batch.max.records", "1"))) {
            harness.pollUntil(3);
            harness.poll();
            harness.commit();
            harness.crash();
            harness.start();
            runRounds(harness, 2);

            assertThat(new HashSet<>(ApiOptions.ids(harness.delivered())))
                    .containsExactlyInAnyOrderElementsOf(ApiOptions.range(1, 5));
        }
    }

    @Test
    void goesOnByIds() {
        ApiOptions.fill(api, 1, 12);

        try (SourceHarness harness = start(byId())) {
            runRounds(harness, 2);
            ApiOptions.fill(api, 13, 14);
            runRounds(harness, 2);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 14));
            assertThat(lastTarget()).isEqualTo("/rows?from=14");
        }
    }

    @Test
    void takesIdsThatAppearLateWithinTheLag() {
        ApiOptions.fill(api, 1, 12);
        api.remove(10);

        try (SourceHarness harness = start(byId().with("incremental.lag.ids", "5"))) {
            runRounds(harness, 2);
            api.add(ApiOptions.row(10));
            runRounds(harness, 2);

            assertThat(ApiOptions.ids(harness.delivered()))
                    .endsWith(11L, 12L, 10L)
                    .hasSize(12);
        }
    }

    @Test
    void beginsWhereItIsTold() {
        ApiOptions.fill(api, 1, 9);

        try (SourceHarness harness = start(byId().with("incremental.start", "6"))) {
            runRounds(harness, 2);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(6, 9));
        }
    }

    @Test
    void beginsAtACursorThatAPersonStored() {
        ApiOptions.fill(api, 1, 9);

        SourceHarness harness =
                ConnectorHarness.source(RestSourceConnector::new, byId().map(), DeliveryMode.AT_LEAST_ONCE);
        try (harness) {
            harness.offsets().store(Map.of("endpoint", "default"), Map.of("cursor", 6L));
            harness.start();
            runRounds(harness, 2);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(6, 9));
        }
    }

    @Test
    void walksThroughTimeInWindowsUntilItHasCaughtUp() {
        ApiOptions.fill(api, 1, 100);

        try (SourceHarness harness = start(windows())) {
            harness.runUntil(() -> ApiOptions.ids(harness.delivered()).size() >= 100, "all rows");

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 100));
            assertThat(api.asked().get(1).target())
                    .isEqualTo("/rows?since=2026-01-01T00%3A00%3A30Z&until=2026-01-01T00%3A01%3A00Z");
        }
    }

    @Test
    void goesOnWithTheWindowThatItDiedIn() {
        ApiOptions.fill(api.pages(PagedApi.Style.PAGE, 7), 1, 100);

        try (SourceHarness harness = start(windows().paging(PagedApi.Style.PAGE).with("batch.max.records", "4"))) {
            harness.pollUntil(40);
            harness.poll();
            harness.commit();
            harness.crash();
            harness.start();
            harness.runUntil(() -> new HashSet<>(ApiOptions.ids(harness.delivered())).size() >= 100, "all rows");

            assertThat(new HashSet<>(ApiOptions.ids(harness.delivered())))
                    .containsExactlyInAnyOrderElementsOf(ApiOptions.range(1, 100));
        }
    }

    @Test
    void remembersNoMoreThanTheRowsAtTheCursor() {
        ApiOptions.fill(api, 1, 500);

        try (SourceHarness harness = start(ApiOptions.of(api).sinceTheLast())) {
            runRounds(harness, 2);

            SourceRecord last = harness.delivered().get(499);
            assertThat(last.sourceOffset().get("known")).asString().hasSize(12);
            assertThat(last.sourceOffset()).doesNotContainKey("page");
        }
    }

    private ApiOptions byId() {
        return ApiOptions.of(api)
                .with("poll.interval.ms", "5")
                .with("incremental", "id")
                .with("incremental.field", "id")
                .with("http.query", "from={since}");
    }

    private ApiOptions windows() {
        return ApiOptions.of(api)
                .with("poll.interval.ms", "5")
                .with("incremental", "window")
                .with("incremental.start", "2026-01-01T00:00:00Z")
                .with("window.step.ms", "30000")
                .with("http.query", "since={window.start},until={window.end}");
    }

    private String lastTarget() {
        return api.asked().get(api.asked().size() - 1).target();
    }

    private static SourceHarness start(ApiOptions options) {
        SourceHarness harness =
                ConnectorHarness.source(RestSourceConnector::new, options.map(), DeliveryMode.AT_LEAST_ONCE);
        harness.start();
        return harness;
    }

    /** So many more rounds, from their beginning to their end, with what they brought stored. */
    private static void runRounds(SourceHarness harness, int rounds) {
        long wanted = Math.max(0, Figures.of("rounds")) + rounds + 1;
        harness.runUntil(() -> Figures.of("rounds") >= wanted, rounds + " rounds");
    }

    private static void pollRounds(SourceHarness harness, int rounds) {
        for (long wanted = Figures.of("rounds") + rounds; Figures.of("rounds") < wanted; ) {
            List<SourceRecord> unused = harness.poll();
        }
    }
}
