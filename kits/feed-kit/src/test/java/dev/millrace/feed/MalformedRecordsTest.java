package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.DeliveryMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Records that are left out, and files of which too many records can't be read. */
@Timeout(120)
final class MalformedRecordsTest {

    private static final String FILE = IN + "/a.txt";
    private static final String DONE = ARCHIVE + "/a.txt";
    private static final String BAD = "b\u00e4d\n";
    private static final String TEXT = "one\n" + BAD + "two\n" + BAD + "three\n" + BAD;
    private static final DeliveryMode MODE = DeliveryMode.AT_LEAST_ONCE;

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void listsWhatWasLeftOutInTheOneEventThatEndsTheFile(DeliveryMode mode) {
        put(TEXT);
        FeedRun run = run(skipping(), mode).start();

        run.runUntilThere(DONE);
        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows()).containsExactly("one", "two", "three");
        assertThat(run.steps()).containsExactly("seen", "started", "completed", "archived");
        assertAllListed(run.events("completed").get(0));
        assertThat(run.harness.delivered(FeedOptions.MALFORMED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void reportsAllThatWasLeftOutWhereverACrashFalls(DeliveryMode mode) {
        for (int turns : FeedRun.crashes(mode)) {
            files.files.clear();
            put(TEXT);
            FeedRun run = run(skipping().with(TargetSettings.BATCH_RECORDS, "1"), mode)
                    .start();
            IntStream.range(0, turns).forEach(turn -> run.turn());

            run.harness.crash();
            run.harness.start();
            run.runUntilThere(DONE);
            run.harness.runUntil(() -> !run.events("completed").isEmpty(), "completed is told");

            assertThat(run.events("completed")).isNotEmpty().allSatisfy(MalformedRecordsTest::assertAllListed);
            run.close();
        }
    }

    @Test
    void listsAThousandAndCountsAll() {
        put("one\n" + BAD.repeat(1_500));
        FeedRun run = run(skipping(), MODE).start();

        run.harness.runUntil(() -> run.events("completed").size() == 1, "completed is told");

        Struct event = run.events("completed").get(0);
        assertThat(event.getInt64("malformed")).isEqualTo(1_500);
        assertThat(event.<Struct>getArray("skipped")).hasSize(1_000);
    }

    @Test
    void listsWhatWasLeftOutOfAFileThatCantBeReadToItsEnd() {
        files.put(FILE, "[{\"a\":1},\"unfinished");
        FeedRun run = run(skipping().with(FeedSettings.FORMAT, "json"), MODE).start();

        run.harness.runUntil(() -> run.events("quarantined").size() == 1, "quarantined is told");

        assertThat(run.rows()).hasSize(1);
        assertThat(run.events("quarantined").get(0).<Struct>getArray("skipped"))
                .singleElement()
                .extracting(skipped -> skipped.getString("code"))
                .isEqualTo("invalid-json");
    }

    @ParameterizedTest
    @CsvSource({"skip, AT_LEAST_ONCE", "skip, EXACTLY_ONCE", "quarantine, AT_LEAST_ONCE", "quarantine, EXACTLY_ONCE"})
    void setsAFileAsideAsAWholeWhereverACrashFalls(String malformed, DeliveryMode mode) {
        for (int turns : FeedRun.crashes(mode)) {
            files.files.clear();
            put("one\n" + BAD + "two\n" + BAD + "three\nfour\n");
            FeedRun run = run(limited(malformed, 40, 4).with(TargetSettings.BATCH_RECORDS, "1"), mode)
                    .start();
            IntStream.range(0, turns).forEach(turn -> run.turn());

            run.harness.crash();
            run.harness.start();
            run.runUntilThere(QUARANTINE + "/a.txt");

            assertThat(run.rows()).contains("one", "two").doesNotContain("three", "four");
            assertThat(run.events("completed")).isEmpty();
            assertThat(run.events("quarantined"))
                    .as("crash at turn %d", turns)
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        assertThat(event.getString("reason")).isEqualTo("too-many-malformed");
                        assertThat(event.getInt64("records")).isEqualTo(2);
                        assertThat(event.getInt64("malformed")).isEqualTo(2);
                        assertThat(event.getString("payloadHash")).hasSize(64);
                    });
            assertThat(files.text(QUARANTINE + "/a.txt.error.json")).contains("too-many-malformed", "\"record\" : 4");
            run.close();
        }
    }

    @Test
    void judgesAShortFileAtItsEnd() {
        put("one\n" + BAD);
        FeedRun run = run(limited("quarantine", 40, 100), MODE).start();

        run.runUntilThere(QUARANTINE + "/a.txt");

        assertThat(run.events("quarantined"))
                .singleElement()
                .satisfies(event -> assertThat(event.getString("reason")).isEqualTo("too-many-malformed"));
    }

    @Test
    void archivesAFileThatStaysWithinTheShare() {
        put("one\n" + BAD + "two\n");
        FeedRun run = run(limited("quarantine", 40, 1), MODE);
        run.start().runUntilThere(QUARANTINE + "/a.txt");
        put("one\n" + BAD + "two\n");
        FeedRun later = run(limited("quarantine", 40, 3), MODE);

        later.start().runUntilThere(DONE);

        assertThat(later.rows()).containsExactly("one", "two");
    }

    @ParameterizedTest
    @CsvSource({"3, true", "4, false"})
    void saysWhetherTheRawBytesWereCut(int maxBytes, boolean cut) {
        put(TEXT);
        FeedRun run = run(
                        FeedOptions.of("")
                                .with(MalformedSettings.TOPIC, FeedOptions.MALFORMED)
                                .with(MalformedSettings.MAX_BYTES, String.valueOf(maxBytes)),
                        MODE)
                .start();

        run.runUntilThere(DONE);

        SourceRecord bad = run.harness.delivered(FeedOptions.MALFORMED).get(0);
        assertThat(bad.headers().lastWithName(MalformedRecord.CUT_HEADER).value())
                .isEqualTo(cut);
        assertThat(bad.headers().lastWithName(MalformedRecord.LENGTH_HEADER).value())
                .isEqualTo(4L);
        assertThat(((Struct) bad.value()).getBytes("raw")).hasSize(maxBytes);
    }

    private static void assertAllListed(Struct event) {
        assertThat(event.getInt64("records")).isEqualTo(3);
        assertThat(event.getInt64("malformed")).isEqualTo(3);
        assertThat(event.<Struct>getArray("skipped"))
                .extracting(one ->
                        one.get("record") + ":" + one.get("offset") + ":" + one.get("line") + ":" + one.get("code"))
                .containsExactly("1:4:2:malformed-input", "3:12:4:malformed-input", "5:22:6:malformed-input");
    }

    private void put(String text) {
        files.put(FILE, text.getBytes(StandardCharsets.ISO_8859_1), 1);
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run;
    }

    private static FeedOptions skipping() {
        return FeedOptions.of("").audited().with(MalformedSettings.MODE, "skip");
    }

    private static FeedOptions limited(String mode, int percent, int after) {
        FeedOptions options = skipping()
                .with(MalformedSettings.MODE, mode)
                .with(MalformedSettings.MAX_PERCENT, String.valueOf(percent))
                .with(MalformedSettings.MAX_PERCENT_AFTER, String.valueOf(after))
                .with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE);
        return mode.equals("skip") ? options : options.with(MalformedSettings.TOPIC, FeedOptions.MALFORMED);
    }
}
