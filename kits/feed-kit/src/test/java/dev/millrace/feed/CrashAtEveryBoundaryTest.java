package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Formats;
import dev.millrace.testkit.DeliveryMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A small file of each format, and a worker that dies behind each of its records: what Kafka has in the end. */
@Timeout(120)
final class CrashAtEveryBoundaryTest {

    /** So many turns pass behind the last record until a file is archived and told. */
    private static final int TURNS_TO_THE_END = 6;

    /** What the worker still did with the last record that it took. */
    private enum Death {
        BEFORE_KAFKA_HAS_IT,
        BEFORE_ITS_OFFSET_IS_STORED,
        AFTER_ITS_OFFSET_WAS_STORED
    }

    private final Path spool;

    CrashAtEveryBoundaryTest(@TempDir Path spool) {
        this.spool = spool;
    }

    static Stream<Arguments> filesInBothModes() {
        return SmallFile.all().stream()
                .flatMap(file -> Arrays.stream(DeliveryMode.values()).map(mode -> Arguments.of(file, mode)));
    }

    @Test
    void hasAFileOfEachFormat() {
        assertThat(SmallFile.all().stream().map(SmallFile::format).distinct())
                .containsExactlyInAnyOrderElementsOf(Formats.names());
    }

    @ParameterizedTest
    @MethodSource("filesInBothModes")
    void losesNothingAndRepeatsNothingThatIsExactlyOnce(SmallFile file, DeliveryMode mode) {
        List<String> expected;
        try (FeedRun whole = start(file, mode)) {
            whole.runUntilThere(ARCHIVE + "/" + file.name());
            expected = records(whole);
        }
        assertThat(expected).hasSize(file.records()).doesNotHaveDuplicates();

        for (int taken = 1; taken <= file.records(); taken++) {
            for (Death death : Death.values()) {
                try (FeedRun run = start(file, mode)) {
                    die(run, taken, death);
                    assertNothingIsLost(run, file, mode, expected, taken + " records, " + death);
                }
            }
        }
        for (int turns = 1; turns <= TURNS_TO_THE_END; turns++) {
            try (FeedRun run = start(file, mode)) {
                run.harness.runUntil(() -> taken(run) >= file.records(), "all records are handed over");
                for (int turn = 0; turn < turns; turn++) {
                    run.turn();
                }
                run.harness.crash();
                assertNothingIsLost(run, file, mode, expected, "all records and " + turns + " turns");
            }
        }
    }

    private static void die(FeedRun run, int taken, Death death) {
        run.harness.runUntil(() -> taken(run) >= taken - 1, "the records before");
        if (death == Death.BEFORE_KAFKA_HAS_IT) {
            run.harness.holdConfirmations();
        }
        while (taken(run) < taken) {
            run.harness.poll();
        }
        if (death == Death.AFTER_ITS_OFFSET_WAS_STORED) {
            run.turn();
            run.turn();
        }
        run.harness.crash();
    }

    private static void assertNothingIsLost(
            FeedRun run, SmallFile file, DeliveryMode mode, List<String> expected, String when) {
        run.harness.releaseConfirmations();
        run.harness.start();
        run.runUntilThere(ARCHIVE + "/" + file.name());

        List<String> records = records(run);
        Set<String> once = new LinkedHashSet<>(records);
        assertThat(once).as("a crash behind %s", when).containsExactlyElementsOf(expected);
        if (mode == DeliveryMode.EXACTLY_ONCE) {
            assertThat(records).as("a crash behind %s", when).isEqualTo(expected);
        }
        assertThat(run.files.names()).containsExactly(ARCHIVE + "/" + file.name());
    }

    private FeedRun start(SmallFile file, DeliveryMode mode) {
        FeedOptions options = FeedOptions.of("")
                .with(TargetSettings.BATCH_RECORDS, "1")
                .with(SpoolSettings.FOLDER, spool.toString())
                .with(MalformedSettings.TOPIC, FeedOptions.MALFORMED);
        for (var option : file.options().entrySet()) {
            options = options.with(option.getKey(), option.getValue());
        }
        MemoryFiles files = new MemoryFiles().put(IN + "/" + file.name(), file.content(), 1_000);
        return new FeedRun(files, options, mode).start();
    }

    private static long taken(FeedRun run) {
        return run.harness.polled().stream()
                .filter(CrashAtEveryBoundaryTest::isRecord)
                .count();
    }

    /** What Kafka has of the file, good and set aside, each with its place. */
    private static List<String> records(FeedRun run) {
        return run.harness.delivered().stream()
                .filter(CrashAtEveryBoundaryTest::isRecord)
                .map(record -> record.sourceOffset().get("entry") + "/"
                        + record.sourceOffset().get("position") + " " + record.topic() + " " + text(record.value()))
                .toList();
    }

    private static boolean isRecord(SourceRecord record) {
        return record.topic().equals(FeedOptions.TOPIC) || record.topic().equals(FeedOptions.MALFORMED);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Struct struct && struct.schema().field("code") != null) {
            return struct.getString("code") + " " + HexFormat.of().formatHex(struct.getBytes("raw"));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> texts = new TreeMap<>();
            map.forEach((name, field) -> texts.put(String.valueOf(name), text(field)));
            return texts.toString();
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }
}
