package dev.millrace.rest;

import java.time.Duration;

/**
 * Says when to ask for a commit: what was delivered since the last one is delivered again after a crash. A commit that was not
 * asked for may be the one before partitions leave, for the framework does not tell; so this learns how often the framework
 * commits by itself, and asks a little before. For the task's thread only.
 */
final class CommitPace {

    /** No commit is asked for sooner after the last one because of what was learned. */
    private static final long SHORTEST_MILLIS = 100;

    /** Two commits that the framework made by its own clock lie as far apart as the two before, but for so much. */
    private static final long TOLERANCE_MILLIS = 100;

    private static final long NOT_KNOWN = -1;

    private final long records;
    private final Duration time;
    private long completedThen;
    private long then;
    private boolean asked;
    private long unaskedAfter = NOT_KNOWN;
    private long unaskedBefore = NOT_KNOWN;
    private long learned = Long.MAX_VALUE;

    CommitPace(long records, Duration time, long now) {
        this.records = records;
        this.time = time;
        this.then = now;
    }

    /**
     * Whether it is time to ask; called with each put.
     *
     * @param completed how many records were completed since the task began
     */
    boolean isDue(long completed, long now) {
        learn();
        long since = completed - completedThen;
        asked = since >= records || (since > 0 && now - then >= time.toMillis()) || now - then >= learned;
        return asked;
    }

    /** Whether the commit that comes now is one that was asked for: the framework makes it before it does anything else. */
    boolean isAsked() {
        return asked;
    }

    void committed(long completed, long now) {
        if (!asked) {
            unaskedAfter = now - then;
        }
        asked = false;
        completedThen = completed;
        then = now;
    }

    /** Partitions left: the commit before it was for that. */
    void closed() {
        unaskedAfter = NOT_KNOWN;
    }

    private void learn() {
        if (unaskedAfter == NOT_KNOWN) {
            return;
        }
        if (unaskedBefore != NOT_KNOWN && Math.abs(unaskedAfter - unaskedBefore) <= TOLERANCE_MILLIS) {
            learned = Math.max(SHORTEST_MILLIS, Math.min(unaskedAfter, unaskedBefore) * 7 / 10);
        }
        unaskedBefore = unaskedAfter;
        unaskedAfter = NOT_KNOWN;
    }
}
