package dev.millrace.rest;

import java.time.Duration;

/**
 * Says when to ask for a commit: what was delivered since the last one is delivered again after a crash. For the task's
 * thread only.
 */
final class CommitPace {

    private final long records;
    private final Duration time;
    private long completedThen;
    private long then;

    CommitPace(long records, Duration time, long now) {
        this.records = records;
        this.time = time;
        this.then = now;
    }

    /**
     * Whether it is time.
     *
     * @param completed how many records were completed since the task began
     */
    boolean isDue(long completed, long now) {
        long since = completed - completedThen;
        return since >= records || (since > 0 && now - then >= time.toMillis());
    }

    void committed(long completed, long now) {
        completedThen = completed;
        then = now;
    }
}
