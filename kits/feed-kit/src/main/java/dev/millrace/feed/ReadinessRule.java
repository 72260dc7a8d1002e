package dev.millrace.feed;

import dev.millrace.feed.store.StoredFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells when a file is no longer being written: size and time unchanged over a number of scans, and known to us for a
 * minimum age. Age runs by our own clock from the first sight of the file as it is, never by its modification time: senders
 * keep old times. Not thread-safe.
 */
final class ReadinessRule {

    private final int stableScans;
    private final long minimumAge;
    private final Map<String, SeenFile> seen = new HashMap<>();
    private int scan;

    ReadinessRule(ReadinessSettings settings) {
        this.stableScans = settings.stableScans();
        this.minimumAge = settings.minimumAge().toMillis();
    }

    /** Takes in what a scan shows of a file. */
    SeenFile see(StoredFile file, long now) {
        SeenFile known = seen.get(file.path());
        if (known == null) {
            known = new SeenFile(file, now, scan);
            seen.put(file.path(), known);
        } else {
            known.see(file, now, scan);
        }
        return known;
    }

    boolean isReady(SeenFile file, long now) {
        return file.scans() >= stableScans && now - file.same() >= minimumAge;
    }

    /** Ends a scan: what it did not show is forgotten. The rest is returned. */
    Collection<SeenFile> scanEnded() {
        seen.values().removeIf(file -> !file.isIn(scan));
        scan++;
        return seen.values();
    }

    boolean knows(String path) {
        return seen.containsKey(path);
    }
}
