package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds that bring everything, of which only what is new, changed or gone becomes a record. */
@Timeout(120)
class ChangeFlowTest {

    private final PagedApi api;

    ChangeFlowTest() throws IOException {
        api = PagedApi.start();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void tellsWhatIsNewChangedAndGone() {
        ApiOptions.fill(api, 1, 5);

        try (SourceHarness harness = start(options())) {
            runRounds(harness, 2);
            change(3, "other");
            api.remove(2);
            ApiOptions.fill(api, 6, 6);
            runRounds(harness, 2);

            assertThat(told(harness))
                    .containsExactlyInAnyOrder(
                            "new 1", "new 2", "new 3", "new 4", "new 5", "changed 3", "new 6", "deleted 2");
            assertThat(tombstones(harness)).containsExactly("2");
            assertThat(Figures.of("rows.new")).isEqualTo(6);
            assertThat(Figures.of("rows.changed")).isEqualTo(1);
            assertThat(Figures.of("rows.deleted")).isEqualTo(1);
            assertThat(Figures.of("rows")).isEqualTo(8);
        }
    }

    @Test
    void findsWhatHappenedWhileItWasStopped() {
        ApiOptions.fill(api, 1, 5);

        try (SourceHarness harness = start(pages())) {
            runRounds(harness, 1);
            harness.stop();
            change(1, "other");
            api.remove(5);
            ApiOptions.fill(api, 7, 7);
            harness.start();
            runRounds(harness, 2);

            assertThat(told(harness)).hasSize(8).endsWith("changed 1", "new 7", "deleted 5");
        }
    }

    @Test
    void tellsNothingTwiceOverRestarts() {
        ApiOptions.fill(api, 1, 5);

        try (SourceHarness harness = start(pages())) {
            for (int run = 0; run < 3; run++) {
                runRounds(harness, 1);
                harness.restart();
            }

            assertThat(told(harness)).hasSize(5);
        }
    }

    @Test
    void storesDigestsOnlyWithTheRecordsThatToldThem() {
        ApiOptions.fill(api, 1, 5);

        try (SourceHarness harness = start(options().with("changes.buckets", "1"))) {
            runRounds(harness, 1);

            Map<Map<String, Object>, Map<String, Object>> stored =
                    harness.offsets().all();
            assertThat(stored).containsOnlyKeys(Map.of("endpoint", "default", "bucket", "0"));
            assertThat(stored.values().iterator().next())
                    .containsEntry("sequence", 5L)
                    .containsEntry("buckets", 1L);
        }
    }

    @Test
    void tellsOfNothingGoneBehindARoundThatFailedHalfWay() {
        ApiOptions.fill(api, 1, 5);

        try (SourceHarness harness = start(pages().with("refused.max.attempts", "1"))) {
            runRounds(harness, 1);
            harness.stop();
            long asked = api.asked().size();
            api.meanwhile(request -> {
                if (request == asked + 2) {
                    api.fail(404, Map.of(), "");
                }
            });
            harness.start();
            assertThatThrownBy(() -> runRounds(harness, 1)).hasStackTraceContaining("404");
            harness.crash();
            harness.start();
            runRounds(harness, 2);

            assertThat(told(harness)).hasSize(5).allMatch(text -> text.startsWith("new"));
        }
    }

    @Test
    void waitsForAServerThatFailsInTheMiddleOfARound() {
        ApiOptions.fill(api, 1, 5);

        try (SourceHarness harness = start(pages())) {
            runRounds(harness, 1);
            api.fail(200, Map.of(), "{\"items\":[{\"id\":1").fail(503, Map.of(), "");
            runRounds(harness, 3);

            assertThat(told(harness)).hasSize(5).allMatch(text -> text.startsWith("new"));
        }
    }

    @Test
    void tellsOfNothingGoneWhileARowCantBeRead() {
        ApiOptions.fill(api, 1, 3);
        AtomicBoolean broken = new AtomicBoolean();
        api.meanwhile(request -> {
            if (broken.get()) {
                api.fail(
                        200,
                        Map.of(),
                        "{\"items\":[{\"id\":2,\"updated\":\"2026-01-01T00:00:02Z\",\"text\":\"t2\"},{\"x\":1}]}");
            }
        });

        try (SourceHarness harness = start(options().with("malformed.topic", "malformed"))) {
            runRounds(harness, 1);
            broken.set(true);
            api.remove(1);
            runRounds(harness, 1);
            List<String> held = told(harness);
            broken.set(false);
            runRounds(harness, 2);

            assertThat(held).containsExactlyInAnyOrder("new 1", "new 2", "new 3");
            assertThat(told(harness)).last().isEqualTo("deleted 1");
            assertThat(harness.delivered("malformed")).hasSize(1);
        }
    }

    @Test
    void setsARowThatCantBeReadAsideOnce() {
        api.meanwhile(request -> api.fail(200, Map.of(), "{\"items\":[{\"x\":1}]}"));

        try (SourceHarness harness = start(options().with("malformed.topic", "malformed"))) {
            runRounds(harness, 3);
            harness.restart();
            runRounds(harness, 2);

            assertThat(harness.delivered("malformed")).hasSize(1);
            assertThat(Figures.of("rounds.deletes.held")).isPositive();
        }
    }

    @Test
    void tellsOfTheSameRowsWhateverTheirFormLooksLike() {
        api.fail(200, Map.of(), "{\"items\":[{\"id\":1,\"n\":2.0,\"o\":{\"a\":1,\"b\":null}}]}")
                .fail(200, Map.of(), "{\"items\":[ {\"o\":{\"a\":1}, \"n\":2, \"id\":1} ]}");
        api.meanwhile(request -> {
            if (request > 2) {
                api.fail(200, Map.of(), "{\"items\":[{\"id\":1,\"n\":2,\"o\":{\"a\":1}}]}");
            }
        });

        try (SourceHarness harness = start(options())) {
            runRounds(harness, 3);

            assertThat(told(harness)).containsExactly("new 1");
        }
    }

    @Test
    void ignoresFieldsThatAreToldToBe() {
        ApiOptions.fill(api, 1, 2);

        try (SourceHarness harness = start(options().with("changes.ignore", "text"))) {
            runRounds(harness, 1);
            change(1, "other");
            runRounds(harness, 2);

            assertThat(told(harness)).containsExactly("new 1", "new 2");
        }
    }

    @Test
    void tellsRowsApartBySeveralFields() {
        api.add(new PagedRow(1, "2026-01-01T00:00:01Z", "a"));
        api.add(new PagedRow(1, "2026-01-01T00:00:02Z", "b"));

        try (SourceHarness harness = start(options().with("changes.key", "id,updated"))) {
            runRounds(harness, 3);

            assertThat(told(harness)).containsExactly("new 1", "new 1");
        }
    }

    @Test
    void namesADeletedRowInARecordAndBuriesItInATombstone() {
        ApiOptions.fill(api, 1, 2);

        try (SourceHarness harness = start(options().with("changes.deleted", "both"))) {
            runRounds(harness, 1);
            api.remove(2);
            runRounds(harness, 2);

            List<SourceRecord> last = harness.delivered().subList(2, 4);
            assertThat(last).allMatch(record -> "2".equals(record.key()));
            assertThat(((Struct) last.get(0).value()).getString("key")).isEqualTo("2");
            assertThat(last.get(1).value()).isNull();
            assertThat(told(harness)).endsWith("deleted 2", "deleted 2");
        }
    }

    @Test
    void forgetsDeletedRowsWithoutAWordWhenToldSo() {
        ApiOptions.fill(api, 1, 2);

        try (SourceHarness harness = start(options().with("changes.deleted", "none"))) {
            runRounds(harness, 1);
            api.remove(2);
            runRounds(harness, 1);
            ApiOptions.fill(api, 2, 2);
            runRounds(harness, 2);

            assertThat(told(harness)).containsExactly("new 1", "new 2", "new 2");
        }
    }

    @Test
    void waitsSoManyRoundsBeforeARowCountsAsGone() {
        ApiOptions.fill(api, 1, 3);

        try (SourceHarness harness = start(options().with("changes.absent.rounds", "2"))) {
            runRounds(harness, 1);
            api.fail(200, Map.of(), "{\"items\":[]}");
            runRounds(harness, 2);
            List<String> slipped = told(harness);
            api.remove(3);
            runRounds(harness, 3);

            assertThat(slipped).hasSize(3);
            assertThat(told(harness)).last().isEqualTo("deleted 3");
        }
    }

    @Test
    void takesAnAnswerWithFarTooFewRowsForAnIncompleteOne() {
        ApiOptions.fill(api, 1, 4);

        try (SourceHarness harness = start(options().with("changes.deleted.max.percent", "50"))) {
            runRounds(harness, 1);
            api.fail(200, Map.of(), "{\"items\":[]}");
            runRounds(harness, 2);
            List<String> once = told(harness);
            api.remove(1).remove(2).remove(3);

            assertThatThrownBy(() -> runRounds(harness, 1))
                    .isInstanceOf(ConnectException.class)
                    .hasStackTraceContaining("changes.deleted.max.percent");
            assertThat(once).hasSize(4);
            assertThat(told(harness)).hasSize(4);
        }
    }

    @Test
    void stopsInFrontOfMoreRowsThanItMayKnow() {
        ApiOptions.fill(api, 1, 4);

        try (SourceHarness harness = start(options().with("changes.max.rows", "3"))) {
            assertThatThrownBy(() -> runRounds(harness, 1))
                    .isInstanceOf(ConnectException.class)
                    .hasStackTraceContaining("changes.max.rows");
        }
    }

    @Test
    void stopsWhenItsBucketsAreOthersThanThoseThatAreStored() {
        ApiOptions.fill(api, 1, 4);

        try (SourceHarness harness = start(options().with("changes.buckets", "8"))) {
            runRounds(harness, 1);

            assertThatThrownBy(() -> harness.restart(
                            options().with("changes.buckets", "2").map()))
                    .hasStackTraceContaining("changes.buckets=8");
        }
    }

    @Test
    void tellsNothingWhenTheApiSaysThatNothingChanged() {
        ApiOptions.fill(api.etags(), 1, 4);

        try (SourceHarness harness = start(options())) {
            runRounds(harness, 2);
            api.remove(4);
            runRounds(harness, 3);

            assertThat(told(harness)).containsExactlyInAnyOrder("new 1", "new 2", "new 3", "new 4", "deleted 4");
            assertThat(Figures.of("not.modified")).isPositive();
        }
    }

    /** Two rows a page. */
    private ApiOptions pages() {
        api.pages(PagedApi.Style.PAGE, 2);
        return options().paging(PagedApi.Style.PAGE);
    }

    private ApiOptions options() {
        return ApiOptions.of(api)
                .with("poll.interval.ms", "5")
                .with("changes.buckets", "4")
                .with("detect", "changes")
                .with("record.key", "{value.id}");
    }

    private void change(int id, String text) {
        api.remove(id).add(new PagedRow(id, ApiOptions.row(id).updated(), text));
    }

    private static List<String> told(SourceHarness harness) {
        return harness.delivered(ApiOptions.TOPIC).stream()
                .map(record -> {
                    Header change = record.headers().lastWithName("millrace.change");
                    return change.value() + " " + record.key();
                })
                .collect(Collectors.toList());
    }

    private static List<Object> tombstones(SourceHarness harness) {
        return harness.delivered(ApiOptions.TOPIC).stream()
                .filter(record -> record.value() == null)
                .map(SourceRecord::key)
                .collect(Collectors.toList());
    }

    private static SourceHarness start(ApiOptions options) {
        SourceHarness harness =
                ConnectorHarness.source(RestSourceConnector::new, options.map(), DeliveryMode.AT_LEAST_ONCE);
        harness.start();
        return harness;
    }

    private static void runRounds(SourceHarness harness, int rounds) {
        long wanted = Math.max(0, Figures.of("rounds")) + rounds + 1;
        harness.runUntil(() -> Figures.of("rounds") >= wanted, rounds + " rounds");
    }
}
