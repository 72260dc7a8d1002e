package dev.millrace.rest;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of records: told from any thread, acted on by the task's. A record leaves the backlog here, once, and
 * nowhere else; one that was delivered or set aside does so when the reports of it are written.
 */
final class Outcomes {

    private final Backlog backlog;
    private final Reports reports;
    private final StopReason stop;
    private final ConcurrentLinkedQueue<Refusal> refused = new ConcurrentLinkedQueue<>();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong setAside = new AtomicLong();

    Outcomes(Backlog backlog, Reports reports, StopReason stop) {
        this.backlog = backlog;
        this.reports = reports;
        this.stop = stop;
    }

    /** The receiver has it. */
    void delivered(Delivery delivery, Exchange exchange) {
        reports.delivered(delivery, exchange, () -> {
            if (delivery.accepted().confirm()) {
                backlog.remove(delivery.bytes());
                delivered.incrementAndGet();
            }
        });
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
        reports.setAside(refusal, () -> {
            if (refusal.accepted().confirm()) {
                backlog.remove(refusal.bytes());
                setAside.incrementAndGet();
            }
        });
    }

    /** Nothing is to be sent, or its partition went to somebody else. */
    void dropped(Accepted accepted, int bytes) {
        if (accepted.drop()) {
            backlog.remove(bytes);
        }
    }

    /** The task can't go on; the first reason counts. */
    void fatal(Throwable failure) {
        stop.is(failure);
    }

    /** Why the task can't go on. */
    Optional<Throwable> fatal() {
        return stop.known();
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
