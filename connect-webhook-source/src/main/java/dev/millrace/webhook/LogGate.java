package dev.millrace.webhook;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets one line a minute into the log and counts the others, for what anybody can bring about as often as they like.
 * Thread-safe.
 */
final class LogGate {

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final AtomicLong next;
    private final AtomicLong held = new AtomicLong();

    LogGate(LongSupplier nanos) {
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    /** Asks for a line: how many were asked for since the last one, this one included; empty when it is not to be written. */
    OptionalLong ask() {
        held.incrementAndGet();
        long now = nanos.getAsLong();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS)
                ? OptionalLong.of(held.getAndSet(0))
                : OptionalLong.empty();
    }
}
