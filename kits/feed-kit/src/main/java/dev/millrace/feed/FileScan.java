package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoredFile;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks into the input folder now and then, and tells which files are to be read. Belongs to the reading thread. */
final class FileScan {

    private final FileStore store;
    private final String folder;
    private final FileSelection selection;
    private final ReadinessRule readiness;
    private final Duration interval;
    private final FilesInHand inHand;
    private final Clock clock;
    private final FeedMeters meters;
    private long next;

    FileScan(
            FileStore store,
            FeedSettings settings,
            FileSelection selection,
            FilesInHand inHand,
            Clock clock,
            FeedMeters meters) {
        this.store = store;
        this.folder = settings.folder();
        this.selection = selection;
        this.readiness = new ReadinessRule(settings.readiness());
        this.interval = settings.selection().scanInterval();
        this.inHand = inHand;
        this.clock = clock;
        this.meters = meters;
    }

    boolean isDue() {
        return clock.millis() >= next;
    }

    /** The files that are ready and not in hand, ordered by path. */
    List<FileIdentity> look() {
        long began = clock.millis();
        next = began + interval.toMillis();
        List<FileIdentity> ready = new ArrayList<>();
        long[] notReady = new long[1];
        inHand.scanBegins();
        store.list(folder, file -> {
            if (selection.test(file)) {
                take(file, began, ready, notReady);
            }
        });
        readiness.scanEnded();
        inHand.scanEnded();
        ready.sort(Comparator.comparing(FileIdentity::path));
        meters.filesNotReady.set(notReady[0]);
        meters.scanMillis.set(clock.millis() - began);
        return ready;
    }

    private void take(StoredFile file, long now, List<FileIdentity> ready, long[] notReady) {
        FileIdentity identity = FileIdentity.of(store.id(), file);
        boolean isReady = readiness.isReady(file, now);
        if (inHand.has(identity)) {
            return;
        }
        if (isReady) {
            ready.add(identity);
        } else {
            notReady[0]++;
        }
    }
}
