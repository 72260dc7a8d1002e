package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.Meters;
import java.util.List;

/** A scan of one task with all that it needs. */
final class ScanBench implements AutoCloseable {

    final TestClock clock = new TestClock();
    final FilesInHand inHand = new FilesInHand();
    final FeedMeters figures;
    final FileScan scan;
    private final Meters meters;

    ScanBench(FileStore store, FeedOptions options, int task, int tasks) {
        FeedSettings settings = options.settings();
        meters = Meters.register("scan-bench", "test", String.valueOf(task));
        figures = new FeedMeters(meters);
        scan = new FileScan(
                store,
                settings,
                new FileSelection(settings.selection(), settings.order(), task, tasks),
                inHand,
                clock,
                figures);
    }

    /** The paths that a listing offers, a second after the one before. */
    List<String> look() {
        clock.now += 1_000;
        return scan.look().stream().map(FileIdentity::path).toList();
    }

    ScanTally tally() {
        return figures.scan.last();
    }

    @Override
    public void close() {
        meters.close();
    }
}
