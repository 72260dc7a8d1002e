package dev.millrace.feed;

import dev.millrace.feed.store.StoredFile;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells when a file is no longer being written: size and time unchanged over a number of scans, and known to us for a
 * minimum age. Age runs by our own clock from the first sight of the file as it is, never by its modification time: senders
 * keep old times. Not thread-safe.
 */
final class ReadinessRule {

    private record Sight(long size, long modified, long firstSeen, int scans, long scan) {}

    private final int stableScans;
    private final long minimumAge;
    private final Map<String, Sight> sights = new HashMap<>();
    private long scan;

    ReadinessRule(ReadinessSettings settings) {
        this.stableScans = settings.stableScans();
        this.minimumAge = settings.minimumAge().toMillis();
    }

    /** Takes in what a scan shows of a file; a scan that broke off and begins again counts once. */
    boolean isReady(StoredFile file, long now) {
        Sight before = sights.get(file.path());
        Sight sight = before != null && before.size() == file.size() && before.modified() == file.modified()
                ? new Sight(
                        file.size(),
                        file.modified(),
                        before.firstSeen(),
                        before.scans() + (before.scan() == scan ? 0 : 1),
                        scan)
                : new Sight(file.size(), file.modified(), now, 1, scan);
        sights.put(file.path(), sight);
        return sight.scans() >= stableScans && now - sight.firstSeen() >= minimumAge;
    }

    /** Ends a scan: what it did not show is forgotten. */
    void scanEnded() {
        sights.values().removeIf(sight -> sight.scan() != scan);
        scan++;
    }
}
