package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** New, changed and deleted rows, and a worker that dies behind each record that tells of them. */
@Timeout(120)
class ChangeCrashTest {

    /** Records of the first round, and those of what happens then: two new, two changed, two deleted twice. */
    private static final int FIRST = 6;

    private static final int ALL = FIRST + 8;

    private enum Death {
        BEFORE_KAFKA_HAS_IT,
        BEFORE_ITS_OFFSET_IS_STORED,
        AFTER_ITS_OFFSET_WAS_STORED
    }

    static Stream<Arguments> ways() {
        return Stream.of(DeliveryMode.values())
                .flatMap(mode -> Stream.of(Death.values())
                        .flatMap(death -> Stream.of(1, 3).map(buckets -> Arguments.of(mode, death, buckets))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void losesNoChangeAndRepeatsNoneThatIsExactlyOnce(DeliveryMode mode, Death death, int buckets) throws IOException {
        for (int taken = 1; taken <= ALL; taken++) {
            try (PagedApi api = PagedApi.start();
                    SourceHarness harness =
                            ConnectorHarness.source(RestSourceConnector::new, options(api, buckets), mode)) {
                ApiOptions.fill(api, 1, FIRST);
                harness.start();
                if (taken > FIRST) {
                    harness.runUntil(
                            () -> Figures.of("rounds") >= 1
                                    && harness.delivered().size() == FIRST,
                            "a round");
                    settle(harness);
                    happen(api);
                }
                die(harness, taken, death);
                // What Kafka has and the stored digests do not know can't be missed: only exactly-once has no such
                // rows.
                boolean atOnce = taken <= FIRST && mode == DeliveryMode.EXACTLY_ONCE;
                if (atOnce) {
                    happen(api);
                }
                harness.releaseConfirmations();
                harness.start();
                if (taken <= FIRST && !atOnce) {
                    harness.runUntil(() -> Figures.of("rounds") >= 1, "a round");
                    happen(api);
                }
                long before = Math.max(0, Figures.of("rounds"));
                harness.runUntil(
                        () -> Figures.of("rounds") >= before + 2 && Figures.ofTask("records.unconfirmed") == 0,
                        "two rounds");

                assertThat(seen(harness.delivered()))
                        .as("a death behind %s records", taken)
                        .isEqualTo(Map.of("3", "t3", "4", "t4", "5", "other", "6", "other", "7", "t7", "8", "t8"));
                if (mode == DeliveryMode.EXACTLY_ONCE) {
                    assertThat(harness.delivered().stream().map(ChangeCrashTest::told))
                            .as("a death behind %s records", taken)
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    /** Two rows go, two become other ones, two come; between two answers. */
    private static void happen(PagedApi api) {
        synchronized (api) {
            api.remove(1).remove(2).remove(5).remove(6);
            api.add(new PagedRow(5, ApiOptions.row(5).updated(), "other"));
            api.add(new PagedRow(6, ApiOptions.row(6).updated(), "other"));
            ApiOptions.fill(api, 7, 8);
        }
    }

    private static Map<String, String> options(PagedApi api, int buckets) {
        return ApiOptions.of(api)
                .with("poll.interval.ms", "5")
                .with("batch.max.records", "1")
                .with("detect", "changes")
                .with("changes.deleted", "both")
                .with("changes.buckets", String.valueOf(buckets))
                .with("value.form", "string")
                .with("value.converter", "org.apache.kafka.connect.storage.StringConverter")
                .with("record.key", "{value.id}")
                .map();
    }

    private static void die(SourceHarness harness, int taken, Death death) {
        harness.runUntil(() -> harness.polled().size() >= taken - 1, "the records before");
        if (death == Death.BEFORE_KAFKA_HAS_IT) {
            harness.holdConfirmations();
        }
        while (harness.polled().size() < taken) {
            List<SourceRecord> unused = harness.poll();
        }
        if (death == Death.AFTER_ITS_OFFSET_WAS_STORED) {
            settle(harness);
        }
        harness.crash();
    }

    private static void settle(SourceHarness harness) {
        for (int turn = 0; turn < 2; turn++) {
            List<SourceRecord> unused = harness.poll();
            harness.commit();
        }
    }

    /** What somebody holds who follows the topic, as the text of each row that is there. */
    private static Map<String, String> seen(List<SourceRecord> records) {
        Map<String, String> rows = new HashMap<>();
        for (SourceRecord record : records) {
            if (record.value() == null || record.value().toString().contains("\"endpoint\"")) {
                rows.remove((String) record.key());
            } else {
                String row = record.value().toString();
                rows.put((String) record.key(), row.replaceAll(".*\"text\":\"([^\"]*)\".*", "$1"));
            }
        }
        return rows;
    }

    private static String told(SourceRecord record) {
        return record.headers().lastWithName("millrace.change").value() + " " + record.key() + " " + record.value();
    }
}
