package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many small files, which would be a transaction each if each was handed over by itself. */
@Timeout(120)
final class FilesInOneTurnTest {

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @Test
    void handsOverAsManyFilesAsABatchHasRecords() {
        fill(40, 1);
        FeedRun run = run(FeedOptions.of("").with(TargetSettings.BATCH_RECORDS, "16"));
        run.start();
        awaitOpened(17);

        List<SourceRecord> first = run.harness.poll();

        assertThat(FeedRun.values(first)).isEqualTo(rows(0, 16));
        assertThat(first).extracting(SourceRecord::sourcePartition).doesNotHaveDuplicates();
        run.runUntilThere(ARCHIVE + "/49.txt");
        assertThat(run.rows()).isEqualTo(rows(0, 40));
    }

    @Test
    void handsOverAsManyFilesAsABatchHasBytes() {
        fill(40, 250);
        FeedRun run = run(FeedOptions.of("").with(TargetSettings.BATCH_BYTES, "1024"));
        run.start();
        awaitOpened(5);

        assertThat(run.harness.poll()).hasSize(4);
        run.runUntilThere(ARCHIVE + "/49.txt");
    }

    @Test
    void handsOverNoMoreFilesThanMayWaitForConfirmation() {
        fill(40, 1);
        FeedRun run = run(FeedOptions.of("").with("unconfirmed.max.records", "3"));
        run.harness.holdConfirmations();
        run.start();
        awaitOpened(5);

        run.harness.poll();
        run.harness.poll();

        assertThat(run.harness.unconfirmed()).hasSize(3);
        run.harness.releaseConfirmations();
        run.runUntilThere(ARCHIVE + "/49.txt");
    }

    @Test
    void handsOverNoFileBehindAnAnswerThatWaits() {
        files.put(IN + "/a.edi", "one\nreply r1\n").put(IN + "/b.edi", "two\n");
        FeedRun run = run(
                FeedOptions.of("").with(FeedConnector.SCRIPT, "script").with(AcknowledgementSettings.TOPIC, "acks"));
        run.harness.holdConfirmations();
        run.start();
        awaitOpened(2);

        run.harness.pollUntil(1);
        run.harness.poll();

        assertThat(FeedRun.values(run.harness.polled())).containsExactly("one");
        run.harness.releaseConfirmations();
        run.runUntilThere(ARCHIVE + "/b.edi");
        assertThat(run.rows()).containsExactly("one", "two");
    }

    private void fill(int count, int width) {
        for (int file = 0; file < count; file++) {
            files.put(IN + "/" + name(file) + ".txt", name(file) + "x".repeat(width - 1) + "\n");
        }
    }

    private static List<String> rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(FilesInOneTurnTest::name).toList();
    }

    private static String name(int file) {
        return String.valueOf(10 + file);
    }

    private void awaitOpened(int count) {
        Eventually.holds(count + " files were opened", () -> files.opened.size() >= count);
    }

    private FeedRun run(FeedOptions options) {
        FeedRun run = new FeedRun(files, options, DeliveryMode.EXACTLY_ONCE);
        runs.add(run);
        return run;
    }
}
