package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.DeliveryMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Runs of feeds on files in memory that may keep a file in a folder of their own while they read it. */
abstract class SpoolingRuns {

    static final List<String> ROWS =
            IntStream.range(0, 5).mapToObj(row -> "row " + row).toList();
    static final String TEXT = String.join("\n", ROWS) + "\n";

    final MemoryFiles files = new MemoryFiles();
    final Path spool;
    private final List<FeedRun> runs = new ArrayList<>();

    SpoolingRuns(Path spool) {
        this.spool = spool;
    }

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    /** An audited feed with a folder for bad files and one for the spool. */
    final FeedOptions spooling() {
        return FeedOptions.of("")
                .audited()
                .with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE)
                .with(SpoolSettings.FOLDER, spool.toString());
    }

    final FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run.start();
    }

    /** The names of what lies in the spool. */
    final List<String> spooled() {
        try (Stream<Path> found = Files.list(spool)) {
            return found.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads a file that holds {@link #ROWS}, with a crash after each number of turns: every row arrives, and the spool is empty. */
    final void crashAtEveryRecord(String name, byte[] content, FeedOptions options, DeliveryMode mode) {
        for (int turns = 0; turns < 9; turns++) {
            files.files.clear();
            files.put(IN + "/" + name, content, 1);
            FeedRun run = run(options.with(TargetSettings.BATCH_RECORDS, "1"), mode);
            for (int turn = 0; turn < turns; turn++) {
                run.turn();
            }

            run.harness.crash();
            run.harness.start();
            run.runUntilThere(ARCHIVE + "/" + name);

            assertThat(new HashSet<>(run.rows()))
                    .as("crash after %d turns", turns)
                    .containsExactlyInAnyOrderElementsOf(ROWS);
            if (mode == DeliveryMode.EXACTLY_ONCE) {
                assertThat(run.rows()).isEqualTo(ROWS);
            }
            run.close();
            assertThat(spooled()).isEmpty();
        }
    }
}
