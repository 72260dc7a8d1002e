package dev.millrace.database;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Up to which id nothing can appear any more. Ids are given before their transactions commit, so a smaller one may become
 * visible after a greater one; but not when the greater one has been visible for as long as a transaction takes at most.
 *
 * <p>An id that follows on the one before without a hole needs no such wait. Belongs to one thread.
 */
final class LagMarks {

    /** How many marks lie in a lag: one is that much later than it need be. */
    private static final int STEPS = 16;

    private final long lagNanos;
    private final LongSupplier nanos;
    private final Deque<Mark> waiting = new ArrayDeque<>();
    private @Nullable BigDecimal settled;

    private record Mark(BigDecimal id, long notedAt) {}

    /** @param nanos a clock that nobody sets, such as {@link System#nanoTime} */
    LagMarks(Duration lag, LongSupplier nanos) {
        this.lagNanos = lag.toNanos();
        this.nanos = nanos;
    }

    /** Whether there is anything to wait for. */
    boolean isOn() {
        return lagNanos > 0;
    }

    /**
     * Up to which id all is visible to a query that begins after this; empty when that is not known of any.
     */
    Optional<BigDecimal> settled() {
        long now = nanos.getAsLong();
        for (Mark mark = waiting.peek(); mark != null && now - mark.notedAt >= lagNanos; mark = waiting.peek()) {
            settled = mark.id;
            waiting.remove();
        }
        return Optional.ofNullable(settled);
    }

    /** An id was seen, the greatest of all, by a query that is over. */
    void note(BigDecimal id) {
        Mark last = waiting.peekLast();
        BigDecimal highest = last == null ? settled : last.id;
        long now = nanos.getAsLong();
        boolean isEarly = last != null && now - last.notedAt < lagNanos / STEPS;
        if (!isEarly && (highest == null || id.compareTo(highest) > 0)) {
            waiting.add(new Mark(id, now));
        }
    }

    /** How long until the next mark settles; empty when none waits. */
    Optional<Duration> untilNext() {
        return Optional.ofNullable(waiting.peek())
                .map(mark -> Duration.ofNanos(Math.max(0, lagNanos - (nanos.getAsLong() - mark.notedAt))));
    }
}
