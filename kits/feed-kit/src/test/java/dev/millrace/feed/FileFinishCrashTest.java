package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.DeliveryMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to finish a file, with a crash at every boundary, and on a server where nothing may be written. */
@Timeout(120)
final class FileFinishCrashTest {

    private static final String FILE = IN + "/a.txt";
    private static final String TEXT = "row 0\nrow 1\n";
    private static final String BROKEN_JSON = "[{\"a\":1},{\"a\":2},\"unfinished";

    /** A way to finish, and what is there when it is done. */
    private enum Way {
        MOVE(ARCHIVE + "/feed/a.txt"),
        RENAME(FILE + ".done"),
        TOUCH(FILE + " " + FILE + ".read"),
        DELETE(""),
        KEEP(FILE);

        private final String names;

        Way(String names) {
            this.names = names;
        }

        FeedOptions options() {
            FeedOptions all = FeedOptions.of("")
                    .audited()
                    .with(FinishSettings.ARCHIVE_FOLDER, ARCHIVE + "/{connector}/{name}")
                    .with(FinishSettings.AFTER_READ, name())
                    .with(SelectionSettings.INCLUDE, "*.txt")
                    .with(TargetSettings.BATCH_RECORDS, "1");
            return this == MOVE ? all : all.without(FinishSettings.ARCHIVE_FOLDER);
        }

        boolean isDone(MemoryFiles files) {
            return String.join(" ", files.names()).equals(names);
        }
    }

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    static Stream<Arguments> waysAndModes() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(DeliveryMode.values()).map(mode -> Arguments.of(way, mode)));
    }

    @ParameterizedTest
    @MethodSource("waysAndModes")
    void finishesOnceWhereverACrashFalls(Way way, DeliveryMode mode) {
        for (int turns : FeedRun.crashes(mode)) {
            files.files.clear();
            files.put(FILE, TEXT);
            FeedRun run = run(way.options(), mode).start();
            IntStream.range(0, turns).forEach(turn -> run.turn());

            run.harness.crash();
            run.harness.start();
            run.harness.runUntil(
                    () -> !run.events("completed").isEmpty() && way.isDone(files),
                    way + " is done after a crash at turn " + turns);
            run.turn();

            assertThat(new HashSet<>(run.rows())).containsExactlyInAnyOrder("row 0", "row 1");
            if (mode == DeliveryMode.EXACTLY_ONCE) {
                assertThat(run.rows()).containsExactly("row 0", "row 1");
                assertThat(run.events("completed")).hasSize(1);
            }
            run.close();
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void setsAFileAsideWithItsReportWhereverACrashFalls(DeliveryMode mode) {
        for (int turns : FeedRun.crashes(mode)) {
            files.files.clear();
            files.put(FILE, BROKEN_JSON);
            FeedRun run = run(broken(), mode).start();
            IntStream.range(0, turns).forEach(turn -> run.turn());

            run.harness.crash();
            run.harness.start();
            run.runUntilThere(QUARANTINE + "/a.txt");

            assertThat(files.names()).containsExactly(QUARANTINE + "/a.txt", QUARANTINE + "/a.txt.error.json");
            assertThat(files.text(QUARANTINE + "/a.txt.error.json"))
                    .as("crash at turn %d", turns)
                    .contains("\"code\" : \"invalid-json\"", "\"record\" : 2", "\"offset\" : 17", "\"malformed\" : 1")
                    .containsPattern("\"sha256\" : \"[0-9a-f]{64}\"");
            run.close();
        }
    }

    @Test
    void tellsTheSameOfAFileInQuarantineAfterACrashBetweenReportAndMove() {
        files.put(FILE, BROKEN_JSON);
        files.archiveLocked = true;
        String report = QUARANTINE + "/a.txt.error.json";
        FeedRun run = run(broken(), DeliveryMode.AT_LEAST_ONCE).start();
        run.runUntilThere(report);
        String first = files.text(report);
        IntStream.range(0, 3).forEach(turn -> run.turn());

        run.harness.crash();
        files.files.remove(report);
        files.archiveLocked = false;
        run.harness.start();
        run.runUntilThere(QUARANTINE + "/a.txt");

        assertThat(withoutTime(files.text(report)))
                .isEqualTo(withoutTime(first))
                .contains("sha256", "invalid-json");
        assertThat(files.opened.stream().filter(opened -> opened.startsWith(FILE)))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void changesNothingOnAReadOnlyServerAndReadsAFileOnce(DeliveryMode mode) {
        files.put(FILE, TEXT).put(IN + "/b.txt", "row 2\n");
        files.readOnly = true;
        FeedRun run = run(Way.KEEP.options(), mode).start();
        run.harness.runUntil(() -> run.events("archived").size() == 2, "both are kept");
        IntStream.range(0, 3).forEach(turn -> run.turn());

        run.harness.restart();
        IntStream.range(0, 5).forEach(turn -> run.turn());

        assertThat(run.rows()).containsExactlyInAnyOrder("row 0", "row 1", "row 2");
        assertThat(files.writes).isEmpty();
        assertThat(run.events("archived")).hasSize(2).allSatisfy(event -> {
            assertThat(event.getString("reason")).isEqualTo("kept");
            assertThat(event.getString("outcome")).isEqualTo("success");
        });
        assertThat(run.harness.offsets().all()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void leavesAFileWhoseNameIsTakenAndReadsItNotAgain(DeliveryMode mode) {
        files.put(FILE, TEXT).put(FILE + ".done", "older");
        FeedRun run = run(Way.RENAME.options().with(FinishSettings.ARCHIVE_CONFLICT, "fail"), mode)
                .start();
        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");
        IntStream.range(0, 3).forEach(turn -> run.turn());

        run.harness.restart();
        IntStream.range(0, 5).forEach(turn -> run.turn());

        assertThat(run.rows()).containsExactly("row 0", "row 1");
        assertThat(files.names()).containsExactly(FILE, FILE + ".done");
        assertThat(run.events("archived").get(0)).satisfies(event -> {
            assertThat(event.getString("reason")).isEqualTo("target-exists");
            assertThat(event.getString("outcome")).isEqualTo("failure");
            assertThat(event.getString("detail")).isEqualTo(FILE + ".done");
        });
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run;
    }

    private static FeedOptions broken() {
        return Way.DELETE
                .options()
                .with(FeedSettings.FORMAT, "json")
                .with(MalformedSettings.TOPIC, FeedOptions.MALFORMED)
                .with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE);
    }

    private static String withoutTime(String report) {
        return report.replaceAll("\"time\" : \"[^\"]*\"", "");
    }
}
