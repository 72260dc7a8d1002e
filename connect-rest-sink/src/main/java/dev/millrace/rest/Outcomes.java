package dev.millrace.rest;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What became of records: told from any thread, acted on by the task's. A record leaves the backlog here, once, and
 * nowhere else.
 */
final class Outcomes {

    private final Backlog backlog;
    private final ConcurrentLinkedQueue<Refusal> refused = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong setAside = new AtomicLong();

    Outcomes(Backlog backlog) {
        this.backlog = backlog;
    }

    /** The receiver has it. */
    void delivered(Delivery delivery) {
        if (delivery.accepted().ticket().confirm()) {
            backlog.remove(delivery.bytes());
            delivered.incrementAndGet();
        }
    }

    /** It won't be delivered; it is complete once the task's thread has set it aside. */
    void refused(Refusal refusal) {
        refused.add(refusal);
    }

    Optional<Refusal> nextRefusal() {
        return Optional.ofNullable(refused.poll());
    }

    /** The dead letter queue has it. */
    void setAside(Refusal refusal) {
        if (refusal.accepted().ticket().confirm()) {
            backlog.remove(refusal.bytes());
            setAside.incrementAndGet();
        }
    }

    /** Nothing is to be sent, or its partition went to somebody else. */
    void dropped(Accepted accepted, int bytes) {
        if (accepted.ticket().drop()) {
            backlog.remove(bytes);
        }
    }

    /** The task can't go on; the first reason counts. */
    void fatal(Throwable failure) {
        fatal.compareAndSet(null, failure);
    }

    /** Why the task can't go on. */
    Optional<Throwable> fatal() {
        return Optional.ofNullable(fatal.get());
    }

    /** How many records the receiver has. */
    long delivered() {
        return delivered.get();
    }

    /** How many records the dead letter queue has. */
    long setAside() {
        return setAside.get();
    }
}
