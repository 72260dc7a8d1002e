package dev.millrace.rest;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Stops the framework from reading on while too much is incomplete or every receiver is down, and lets it go on below half of
 * that. The task stays in its group meanwhile, for the framework goes on polling. For the task's thread only.
 */
final class Intake {

    private final SinkTaskContext context;
    private final Backlog backlog;
    private final Destinations destinations;
    private final long maxRecords;
    private final long maxBytes;
    private boolean paused;
    private boolean assignmentChanged;

    Intake(SinkTaskContext context, Backlog backlog, Destinations destinations, long maxRecords, long maxBytes) {
        this.context = context;
        this.backlog = backlog;
        this.destinations = destinations;
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    void assignmentChanged() {
        assignmentChanged = true;
    }

    /** Pauses or resumes as the backlog and the receiver have it now. */
    void regulate() {
        boolean down = destinations.areDown();
        boolean full = isFull();
        boolean low = backlog.records() <= maxRecords / 2 && backlog.bytes() <= maxBytes / 2;
        if (down || full || (paused && !low)) {
            if (!paused || assignmentChanged) {
                context.pause(assigned());
            }
            paused = true;
        } else if (paused || assignmentChanged) {
            // The framework remembers the pause of a partition that went away, and repeats it when that comes back.
            context.resume(assigned());
            paused = false;
        }
        assignmentChanged = false;
    }

    /** Whether reading is paused, which nothing but another {@link #regulate} ends. */
    boolean isPaused() {
        return paused;
    }

    /** Whether nothing more is to be read, so that no batch need wait for it. */
    boolean isFull() {
        return backlog.records() >= maxRecords || backlog.bytes() >= maxBytes;
    }

    /** Asked anew each time: pausing or resuming a partition that went away is an error. */
    private TopicPartition[] assigned() {
        return context.assignment().toArray(TopicPartition[]::new);
    }
}
