package dev.millrace.feed;

import java.time.Clock;

/**
 * What became of each file of one listing. Every file is counted once: listed = done + pending + not ready + skipped, which
 * is by name, size, age, companion, share or duplicate.
 */
final class ScanTally {

    long listed;
    long done;
    long pending;
    long notReady;
    long skippedByName;
    long skippedBySize;
    long skippedByAge;
    long companions;
    long ofOtherTasks;
    long duplicates;
    long unreadableFolders;
    long unreadableManifests;
    long missingByManifest;
    long sequencesHeld;
    long millis;
    private long oldest = Long.MAX_VALUE;

    private final Clock clock;

    ScanTally(Clock clock) {
        this.clock = clock;
    }

    /** A file that was not read, and when it was seen first. */
    void unprocessed(long since) {
        oldest = Math.min(oldest, since);
    }

    /** The age of the oldest file that was not read; 0 for none. */
    long oldestUnprocessed() {
        return oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - oldest);
    }

    void skip(FileSelection.Verdict verdict) {
        switch (verdict) {
            case NAME -> skippedByName++;
            case SIZE -> skippedBySize++;
            case AGE -> skippedByAge++;
            case SHARE -> ofOtherTasks++;
            case TAKEN -> throw new IllegalArgumentException("a file that is taken is not skipped");
        }
    }
}
