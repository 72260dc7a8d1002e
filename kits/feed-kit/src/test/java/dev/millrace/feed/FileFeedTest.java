package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.DeliveryMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole loop: when a file is finished, and what a restart finds. */
@Timeout(120)
final class FileFeedTest {

    private static final String FILE = IN + "/a.txt";
    private static final String DONE = ARCHIVE + "/a.txt";
    private static final List<String> ROWS =
            IntStream.range(0, 6).mapToObj(row -> "row " + row).toList();
    private static final String TEXT = String.join("\n", ROWS) + "\n";

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void archivesOnlyAfterEveryRecordIsConfirmedInAnyOrder(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options(), mode);
        run.harness.holdConfirmations();
        run.start().harness.pollUntil(ROWS.size());

        List<SourceRecord> allButOne = new ArrayList<>(run.harness.unconfirmed());
        SourceRecord third = allButOne.remove(2);
        run.harness.confirm(allButOne);
        for (int i = 0; i < 4 && mode == DeliveryMode.AT_LEAST_ONCE; i++) {
            run.turn();
        }

        assertThat(files.names()).containsExactly(FILE);
        run.harness.confirm(List.of(third));
        run.harness.releaseConfirmations();
        run.runUntilThere(DONE);
    }

    @ParameterizedTest
    @EnumSource(value = DeliveryMode.class, names = "AT_LEAST_ONCE")
    void archivesOnlyAfterTheOffsetIsStored(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options(), mode).start();
        run.harness.pollUntil(ROWS.size());

        for (int i = 0; i < 6; i++) {
            run.harness.poll();
        }

        assertThat(files.names()).containsExactly(FILE);
        run.runUntilThere(DONE);
        assertThat(run.harness.offsets().all().values())
                .singleElement()
                .extracting(offset -> offset.get("position"))
                .isEqualTo((long) TEXT.length());
    }

    @Test
    void handsOverNoMoreThanMayWaitForConfirmation() {
        files.put(FILE, TEXT);
        FeedOptions narrow = options().with(TargetSettings.BATCH_RECORDS, "1").with("unconfirmed.max.records", "2");
        FeedRun run = run(narrow, DeliveryMode.AT_LEAST_ONCE);
        run.harness.holdConfirmations();
        run.start().harness.pollUntil(2);

        for (int i = 0; i < 5; i++) {
            run.harness.poll();
        }

        assertThat(run.harness.unconfirmed()).hasSize(2);
        run.harness.releaseConfirmations();
        run.runUntilThere(DONE);
    }

    @Test
    void handsOverNoMoreBytesThanMayWaitForConfirmation() {
        String row = "x".repeat(600) + "\n";
        files.put(FILE, row.repeat(5));
        FeedOptions narrow = options().with(TargetSettings.BATCH_RECORDS, "1").with("unconfirmed.max.bytes", "1024");
        FeedRun run = run(narrow, DeliveryMode.AT_LEAST_ONCE);
        run.harness.holdConfirmations();
        run.start().harness.pollUntil(2);

        for (int i = 0; i < 5; i++) {
            run.harness.poll();
        }

        assertThat(run.harness.unconfirmed()).hasSize(2);
        run.harness.releaseConfirmations();
        run.runUntilThere(DONE);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void finishesAFileWhoseLastRecordOrWholeContentIsDropped(DeliveryMode mode) {
        files.put(FILE, TEXT).put(IN + "/b.txt", "drop\ndrop\n");
        FeedRun run = run(options().audited(), mode);
        run.harness.drop(record -> record.topic().equals(FeedOptions.TOPIC)
                && (record.value().equals("row 5") || record.value().equals("drop")));

        run.start();
        run.runUntilThere(DONE);
        run.runUntilThere(ARCHIVE + "/b.txt");
        run.harness.runUntil(() -> run.events("archived").size() == 2, "both are told");
        run.turn();
        run.turn();

        assertThat(run.rows()).isEqualTo(ROWS.subList(0, 5));
        assertThat(run.harness.offsets().all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void finishesAFileOfWhichEveryRecordIsDroppedWithoutAnAuditTopic(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options(), mode);
        run.harness.drop(record -> true);

        run.start().runUntilThere(DONE);

        assertThat(run.harness.delivered()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void removesTheEntryAfterTheMoveWithAnAuditTopicAndLeavesItWithout(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun audited = run(options().audited(), mode).start();
        audited.harness.runUntil(() -> audited.events("archived").size() == 1, "archived is told");
        audited.turn();
        audited.turn();
        files.put(FILE, TEXT);
        FeedRun silent = run(options(), mode).start();
        silent.runUntilThere(DONE + ".2");
        silent.turn();

        assertThat(audited.steps()).containsExactly("seen", "started", "completed", "archived");
        assertThat(audited.events("archived").get(0).getString("detail")).isEqualTo(DONE);
        assertThat(audited.harness.offsets().all()).isEmpty();
        assertThat(silent.harness.offsets().all()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void finishesAnEmptyFile(DeliveryMode mode) {
        files.put(FILE, "");
        FeedRun run = run(options().audited(), mode);

        run.start().harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(files.names()).containsExactly(DONE);
        assertThat(run.events("completed")).singleElement().satisfies(event -> {
            assertThat(event.getInt64("records")).isZero();
            assertThat(event.getString("payloadHash")).isEqualTo(sha256(""));
        });
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void finishesAFileThatHoldsAHeaderOnly(DeliveryMode mode) {
        files.put(FILE, "id;name\n");
        FeedRun run = run(options().with(FeedSettings.FORMAT, "csv").audited(), mode);

        run.start().harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows()).isEmpty();
        assertThat(run.events("completed")).singleElement().satisfies(event -> {
            assertThat(event.getInt64("records")).isZero();
            assertThat(event.getString("payloadHash")).isEqualTo(sha256("id;name\n"));
        });
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void resumesFromACrashAtEveryStageAsIfItHadNotHappened(DeliveryMode mode) throws Exception {
        for (int turns = 0; turns < 16; turns++) {
            files.files.clear();
            files.put(FILE, TEXT);
            FeedOptions brisk = options().with(TargetSettings.BATCH_RECORDS, "1");
            FeedRun run = run(brisk.audited(), mode).start();
            for (int turn = 0; turn < turns; turn++) {
                run.turn();
            }

            run.harness.crash();
            run.harness.start();
            run.runUntilThere(DONE);
            run.turn();

            assertThat(new HashSet<>(run.rows()))
                    .as("crash after %d turns", turns)
                    .containsExactlyInAnyOrderElementsOf(ROWS);
            List<Struct> completed = run.events("completed");
            assertThat(completed).isNotEmpty().allSatisfy(event -> {
                assertThat(event.getInt64("records")).isEqualTo(6);
                assertThat(event.getInt64("malformed")).isZero();
                assertThat(event.getString("payloadHash")).isEqualTo(sha256(TEXT));
            });
            if (mode == DeliveryMode.EXACTLY_ONCE) {
                assertThat(run.rows()).isEqualTo(ROWS);
                assertThat(completed).hasSize(1);
            }
            run.close();
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsAKeptFileOnceAndNotAgainAfterARestart(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(keeping(), mode).start();
        run.harness.runUntil(() -> run.rows().size() == 6, "all rows");
        IntStream.range(0, 5).forEach(turn -> run.turn());

        run.harness.restart();
        IntStream.range(0, 5).forEach(turn -> run.turn());

        assertThat(run.rows()).isEqualTo(ROWS);
        assertThat(files.names()).containsExactly(FILE);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void takesANameThatIsDeliveredAgainForANewFile(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options(), mode).start();
        run.runUntilThere(DONE);

        files.put(FILE, "other\n");
        run.runUntilThere(DONE + ".2");

        assertThat(run.rows()).endsWith("other").hasSize(7);
        assertThat(files.text(DONE)).isEqualTo(TEXT);
        assertThat(files.text(DONE + ".2")).isEqualTo("other\n");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void leavesANewerDeliveryAloneWhenItFinishesTheOlder(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options().audited(), mode);
        run.harness.holdConfirmations();
        run.start().harness.pollUntil(ROWS.size() + 1);
        files.put(FILE, "newer\n", 2_000);

        run.harness.releaseConfirmations();
        run.runUntilThere(DONE);
        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(files.text(DONE)).isEqualTo("newer\n");
        assertThat(files.names()).containsExactly(DONE);
        assertThat(run.steps()).contains("changed");
        assertThat(run.rows()).containsSubsequence(ROWS).endsWith("newer");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void sharesAFolderBetweenTasksWithoutOverlap(DeliveryMode mode) {
        IntStream.range(0, 40).forEach(file -> files.put(IN + "/" + file + ".txt", "row of " + file + "\n"));
        FeedRun run = run(options().with("tasks.max", "2"), mode).start();

        run.harness.runUntil(
                () -> files.names().stream().allMatch(path -> path.startsWith(ARCHIVE)), "all is archived");

        assertThat(run.rows()).hasSize(40).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void finishesThousandsOfSmallFilesWithFewUnfinished(DeliveryMode mode) {
        IntStream.range(0, 2_000).forEach(file -> files.put(IN + "/" + file + ".txt", "row of " + file + "\n"));
        FeedRun run = run(options().with(SelectionSettings.UNFINISHED_FILES, "300"), mode)
                .start();

        run.harness.runUntil(
                () -> files.names().stream().allMatch(path -> path.startsWith(ARCHIVE)), "all is archived");

        assertThat(run.rows()).hasSize(2_000).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void waitsWithNewFilesWhileTooManyAreUnfinished(DeliveryMode mode) {
        IntStream.range(0, 20).forEach(file -> files.put(IN + "/" + file + ".txt", "row of " + file + "\n"));
        FeedRun run = run(options().with(SelectionSettings.UNFINISHED_FILES, "5"), mode);
        run.harness.holdConfirmations();

        run.start().harness.pollUntil(5);
        IntStream.range(0, 3).forEach(poll -> run.harness.poll());

        assertThat(run.harness.polled()).hasSize(5);
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run;
    }

    private static FeedOptions options() {
        return FeedOptions.of("");
    }

    private static FeedOptions keeping() {
        return options().with(FinishSettings.AFTER_READ, "keep").without(FinishSettings.ARCHIVE_FOLDER);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
