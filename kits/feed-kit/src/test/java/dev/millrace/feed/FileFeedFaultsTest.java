package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.RetrySettings;
import dev.millrace.kit.SideSettings;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole loop against bad records, bad connections and files that do not stay what they were. */
@Timeout(120)
final class FileFeedFaultsTest {

    private static final String FILE = IN + "/a.txt";
    private static final String DONE = ARCHIVE + "/a.txt";
    private static final byte[] BAD_LINE = "one\ntwo\nb\u00e4d\nthree\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] BAD_RAW = "b\u00e4d\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final String BROKEN_JSON = "[{\"a\":1},{\"a\":2},\"unfinished";
    private static final DeliveryMode MODE = DeliveryMode.AT_LEAST_ONCE;

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void setsAMalformedRecordAsideWithItsCoordinatesAndGoesOn(DeliveryMode mode) {
        files.put(FILE, BAD_LINE, 1);
        FeedRun run = run(quarantining().audited(), mode).start();

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows()).containsExactly("one", "two", "three");
        SourceRecord bad = run.harness.delivered(FeedOptions.MALFORMED).get(0);
        assertThat(header(bad, SideRecords.CODE_HEADER)).isEqualTo("malformed-input");
        assertThat(header(bad, SideRecords.SOURCE_HEADER)).isEqualTo("memory:///in/a.txt");
        assertThat(header(bad, SideRecords.RECORD_HEADER)).isEqualTo(2L);
        assertThat(header(bad, SideRecords.OFFSET_HEADER)).isEqualTo(8L);
        assertThat(header(bad, SideRecords.LINE_HEADER)).isEqualTo(3L);
        assertThat(header(bad, MalformedRecord.LENGTH_HEADER)).isEqualTo(4L);
        assertThat(FeedRun.kind(bad)).isEqualTo("malformed");
        assertThat(((Struct) bad.value()).getBytes("raw")).isEqualTo(BAD_RAW);
        assertThat(run.events("completed")).singleElement().satisfies(event -> {
            assertThat(event.getInt64("records")).isEqualTo(3);
            assertThat(event.getInt64("malformed")).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "bytes"})
    void sendsAMalformedRecordInTheFormOfTheConverter(String form) {
        files.put(FILE, BAD_LINE, 1);
        FeedRun run = run(quarantining().with(SideSettings.FORM, form), MODE).start();

        run.runUntilThere(DONE);

        Object value = run.harness.delivered(FeedOptions.MALFORMED).get(0).value();
        if (form.equals("bytes")) {
            assertThat(value).isEqualTo(BAD_RAW);
        } else {
            assertThat(value).asString().contains("\"raw\":\"YuRkCg==\"");
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void stopsInFrontOfAMalformedRecordAfterHandingOverWhatWasBefore(DeliveryMode mode) {
        files.put(FILE, BAD_LINE, 1).put(IN + "/b.txt", "next\n");
        FeedRun run = run(options(), mode).start();

        assertThatThrownBy(() -> run.harness.runUntil(() -> false, "the task stops"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("malformed-input")
                .hasMessageContaining("/in/a.txt");

        assertThat(FeedRun.values(run.harness.polled())).containsExactly("one", "two");
        assertThat(files.names()).containsExactly(FILE, IN + "/b.txt");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void movesAFileThatCantBeReadFurtherIntoQuarantine(DeliveryMode mode) {
        files.put(FILE, BROKEN_JSON);
        FeedRun run = run(brokenJson().with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE), mode)
                .start();

        run.runUntilThere(QUARANTINE + "/a.txt");
        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows()).hasSize(2);
        assertThat(run.steps()).containsExactly("seen", "started", "quarantined", "archived");
        assertThat(run.harness.delivered(FeedOptions.MALFORMED)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void leavesAFileThatCantBeReadFurtherAndReadsItNotAgain(DeliveryMode mode) {
        files.put(FILE, BROKEN_JSON);
        FeedRun run = run(brokenJson(), mode).start();
        run.harness.runUntil(() -> run.events("quarantined").size() == 1, "quarantined is told");
        IntStream.range(0, 5).forEach(turn -> run.turn());

        run.harness.restart();
        IntStream.range(0, 5).forEach(turn -> run.turn());

        assertThat(files.names()).containsExactly(FILE);
        assertThat(run.rows()).hasSize(2);
        assertThat(run.events("quarantined")).hasSize(1);
        assertThat(run.harness.delivered(FeedOptions.MALFORMED)).hasSize(1);
    }

    @Test
    void tellsOfTheQuarantineAlsoWhenACrashFollowedTheMalformedRecord() {
        files.put(FILE, BROKEN_JSON);
        FeedRun whole = run(brokenJson(), DeliveryMode.EXACTLY_ONCE).start();
        whole.harness.runUntil(() -> whole.events("quarantined").size() == 1, "quarantined is told");
        Struct expected = whole.events("quarantined").get(0);
        whole.close();
        FeedRun run = run(brokenJson(), DeliveryMode.EXACTLY_ONCE);
        run.harness.drop(record -> record.topic().equals(FeedOptions.AUDIT));
        run.start()
                .harness
                .runUntil(() -> !run.harness.delivered(FeedOptions.MALFORMED).isEmpty(), "the record is set aside");

        run.harness.crash();
        run.harness.drop(record -> false);
        run.harness.start();
        run.harness.runUntil(() -> run.events("quarantined").size() == 1, "quarantined is told");

        Struct told = run.events("quarantined").get(0);
        for (String field : List.of("records", "malformed", "payloadHash", "reason")) {
            assertThat(told.get(field)).isEqualTo(expected.get(field)).isNotNull();
        }
        assertThat(run.harness.delivered(FeedOptions.MALFORMED)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transfersEachByteOnceHoweverOftenTheConnectionIsCut(boolean byEnd) {
        String text = "0123456789\n".repeat(500);
        files.put(FILE, text);
        files.cutAfter = 97;
        files.cutsByEnd = byEnd;
        FeedRun run = run(options(), DeliveryMode.EXACTLY_ONCE).start();

        run.runUntilThere(DONE);

        assertThat(run.rows()).hasSize(500).containsOnly("0123456789");
        assertThat(files.transferred).hasValue(text.length());
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsAFileThatChangedWhileItWasReadAsAnotherFile(DeliveryMode mode) {
        files.put(FILE, "old 1\nold 2\nold 3 is not whole");
        AtomicBoolean once = new AtomicBoolean(true);
        files.whileReading = () -> {
            if (once.getAndSet(false)) {
                files.put(FILE, "old 1\nold 2\nold 3 is not whole but now it is\n", 2_000);
            }
        };
        FeedRun run = run(options().audited(), mode).start();

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows())
                .doesNotContain("old 3 is not whole")
                .endsWith("old 1", "old 2", "old 3 is not whole but now it is");
        assertThat(run.steps()).contains("changed");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void letsAFileGoThatVanishedAndReadsTheNext(DeliveryMode mode) {
        files.put(FILE, "old 1\nold 2\n").put(IN + "/b.txt", "next\n");
        files.whileReading = () -> files.files.remove(FILE);
        FeedRun run = run(options().audited(), mode).start();

        run.runUntilThere(ARCHIVE + "/b.txt");
        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.steps()).contains("vanished").doesNotContain("changed");
        assertThat(run.rows()).endsWith("next");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsTheOtherFilesWhileOneIsDenied(DeliveryMode mode) {
        files.put(FILE, "denied\n").put(IN + "/b.txt", "next\n");
        files.denied.add(FILE);
        FeedRun run = run(options(), mode).start();

        run.runUntilThere(ARCHIVE + "/b.txt");
        List<String> before = run.rows();
        files.denied.clear();
        run.runUntilThere(DONE);

        assertThat(before).containsExactly("next");
        assertThat(run.rows()).containsExactly("next", "denied");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void repeatsNothingOfAFileThatWasDeniedHalfway(DeliveryMode mode) {
        files.put(FILE, "0123456789\n".repeat(100));
        files.cutAfter = 550;
        files.whileReading = () -> {
            if (files.transferred.get() >= 550) {
                files.denied.add(FILE);
            }
        };
        FeedRun run =
                run(options().with(TargetSettings.BATCH_RECORDS, "10"), mode).start();
        run.harness.runUntil(() -> run.rows().size() >= 50, "half of it");

        files.whileReading = () -> {};
        files.denied.clear();
        run.runUntilThere(DONE);

        assertThat(run.rows()).hasSize(100);
        assertThat(files.transferred).hasValueLessThan(1_100 + 550);
    }

    @Test
    void finishesWhatItCouldNotFinishAtFirst() {
        files.put(FILE, "one\n");
        files.archiveLocked = true;
        FeedRun run = run(options(), MODE).start();
        IntStream.range(0, 8).forEach(turn -> run.turn());

        files.put(IN + "/b.txt", "two\n");
        run.harness.runUntil(() -> run.rows().contains("two"), "reading goes on");
        files.archiveLocked = false;
        run.runUntilThere(DONE);
        run.runUntilThere(ARCHIVE + "/b.txt");

        assertThat(run.rows()).containsExactly("one", "two");
    }

    @Test
    void tellsTheRightPlaceOfAFileWhoseMoveWasDoneButNotAnswered() {
        files.put(FILE, "one\n");
        files.lostAnswers.set(1);
        FeedRun run = run(options().audited(), MODE).start();

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.events("archived").get(0).getString("detail")).isEqualTo(DONE);
        assertThat(files.names()).containsExactly(DONE);
    }

    @Test
    void goesOnWhenTheStoreIsBack() {
        files.failingCalls.set(5);
        files.put(FILE, "one\n");
        FeedRun run = run(options(), MODE).start();

        run.runUntilThere(DONE);

        assertThat(run.rows()).containsExactly("one");
    }

    @Test
    void readsOnlyAsFarAheadAsItsInboxHolds() {
        files.put(FILE, "0123456789abcde\n".repeat(200_000));
        FeedRun run =
                run(options().with(TargetSettings.BATCH_BYTES, "16384"), MODE).start();
        Eventually.holds(
                "the reading thread waits",
                () -> files.transferred.get() > 4 * 16_384
                        && Thread.getAllStackTraces().keySet().stream()
                                .anyMatch(thread -> thread.getName().equals("millrace-feed-feed-0")
                                        && thread.getState() == Thread.State.TIMED_WAITING));
        run.harness.poll();

        assertThat(files.transferred).hasValueLessThan(1 << 20);
    }

    @Test
    void returnsFromAPollSoonWhileTheStoreHangs() {
        files.hanging = true;
        FeedRun run = run(options(), MODE).start();

        IntStream.range(0, 3).forEach(poll -> run.harness.poll());

        assertThat(run.harness.longestPoll()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void stopsInTimeWhileTheStoreHangs() {
        files.hanging = true;
        FeedRun run = run(options(), MODE).start();
        run.harness.poll();

        long began = System.nanoTime();
        run.harness.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
        assertThat(files.openStores).hasValue(0);
    }

    @Test
    void stopsInTimeWhileItWaitsForTheNextAttempt() {
        files.failingCalls.set(Integer.MAX_VALUE);
        FeedRun run = run(
                        options().with(RetrySettings.BACKOFF, "600000").with(RetrySettings.BACKOFF_MAX, "600000"), MODE)
                .start();
        run.harness.poll();

        long began = System.nanoTime();
        run.harness.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(files.openStores).hasValue(0);
        assertThat(run.harness.swallowed()).isEmpty();
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run;
    }

    private static FeedOptions options() {
        return FeedOptions.of("");
    }

    private static FeedOptions quarantining() {
        return options().with(MalformedSettings.TOPIC, FeedOptions.MALFORMED);
    }

    private static FeedOptions brokenJson() {
        return quarantining().with(FeedSettings.FORMAT, "json").audited();
    }

    private static Object header(SourceRecord record, String name) {
        return record.headers().lastWithName(name).value();
    }
}
