package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that come and change while pages are read, and a worker that dies meanwhile. */
@Timeout(120)
class ChangingDataTest {

    private static final int LIVES = 12;

    @ParameterizedTest
    @EnumSource(PagedApi.Style.class)
    void takesEachRowOnceWhileRowsAreAddedAndTheWorkerDies(PagedApi.Style style) throws IOException {
        Random random = new Random(style.name().hashCode());
        AtomicInteger added = new AtomicInteger();
        try (PagedApi api = PagedApi.start().pages(style, 3)) {
            Runnable add = () -> {
                int id = added.incrementAndGet();
                // Three of a second, so that the highest time alone does not tell what was read.
                api.add(new PagedRow(id, ApiOptions.row(id / 3).updated(), "t" + id));
            };
            for (int row = 0; row < 7; row++) {
                add.run();
            }
            api.meanwhile(request -> {
                if (request % 3 == 0 && added.get() < 100) {
                    add.run();
                }
            });
            ApiOptions options = ApiOptions.of(api).sinceTheLast().paging(style).with("batch.max.records", "2");

            try (SourceHarness harness =
                    ConnectorHarness.source(RestSourceConnector::new, options.map(), DeliveryMode.EXACTLY_ONCE)) {
                harness.start();
                for (int life = 0; life < LIVES; life++) {
                    live(harness, random);
                }
                harness.runUntil(
                        () -> added.get() >= 100
                                && ApiOptions.ids(harness.delivered()).size() >= 100,
                        "all rows");
                harness.runUntil(() -> Figures.of("rounds") >= 2, "rounds without anything new");

                assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, 100));
            }
        }
    }

    private static void live(SourceHarness harness, Random random) {
        for (int turns = random.nextInt(6); turns > 0; turns--) {
            harness.poll();
        }
        if (random.nextBoolean()) {
            harness.holdConfirmations();
            harness.poll();
            harness.poll();
        }
        harness.crash();
        harness.releaseConfirmations();
        harness.start();
    }

    @Test
    void handsOverOnlyWhatIsNewOfAPageThatChangedWhileTheWorkerWasDead() throws IOException {
        try (PagedApi api = PagedApi.start()) {
            ApiOptions.fill(api, 1, 6);
            ApiOptions options = ApiOptions.of(api).with("batch.max.records", "1");

            try (SourceHarness harness =
                    ConnectorHarness.source(RestSourceConnector::new, options.map(), DeliveryMode.EXACTLY_ONCE)) {
                harness.start();
                harness.pollUntil(3);
                harness.crash();
                api.remove(2).add(new PagedRow(99, "2025-01-01T00:00:00Z", "in front of all"));
                harness.start();
                harness.runUntil(() -> Figures.of("rounds") == 1, "the rest of the round");

                assertThat(ApiOptions.ids(harness.delivered())).containsExactly(1L, 2L, 3L, 99L, 4L, 5L, 6L);
            }
        }
    }

    @Test
    void takesUpALargePageWhereItWasLeft() throws IOException {
        int rows = Hashes.MOST + 50;
        List<String> lines = new ArrayList<>();
        for (int id = 1; id <= rows; id++) {
            lines.add(ApiOptions.json(id));
        }
        String page = "{\"items\":[" + String.join(",", lines) + "]}";
        try (PagedApi api = PagedApi.start()) {
            api.fail(200, Map.of(), page).fail(200, Map.of(), page);
            ApiOptions options = ApiOptions.of(api).with("batch.max.records", "10020");

            try (SourceHarness harness =
                    ConnectorHarness.source(RestSourceConnector::new, options.map(), DeliveryMode.EXACTLY_ONCE)) {
                harness.start();
                harness.pollUntil(10_020);
                harness.crash();
                harness.start();
                harness.runUntil(() -> Figures.of("rounds") == 1, "the rest of the round");

                assertThat(ApiOptions.ids(harness.delivered())).hasSize(rows).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void readsALargePageAnewThatIsAnotherOneNow() throws IOException {
        int rows = Hashes.MOST + 50;
        List<String> lines = new ArrayList<>();
        for (int id = 1; id <= rows; id++) {
            lines.add(ApiOptions.json(id));
        }
        String page = "{\"items\":[" + String.join(",", lines) + "]}";
        lines.remove(7);
        String other = "{\"items\":[" + String.join(",", lines) + "]}";
        try (PagedApi api = PagedApi.start()) {
            api.fail(200, Map.of(), page).fail(200, Map.of(), other);
            ApiOptions options = ApiOptions.of(api).with("batch.max.records", "10020");

            try (SourceHarness harness =
                    ConnectorHarness.source(RestSourceConnector::new, options.map(), DeliveryMode.EXACTLY_ONCE)) {
                harness.start();
                harness.pollUntil(10_020);
                harness.crash();
                harness.start();
                harness.runUntil(() -> Figures.of("rounds") == 1, "the rest of the round");

                assertThat(new HashSet<>(ApiOptions.ids(harness.delivered()))).hasSize(rows);
            }
        }
    }
}
