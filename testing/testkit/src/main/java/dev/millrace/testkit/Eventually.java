package dev.millrace.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for a condition instead of sleeping; fails with a message when it does not come true in time: a minute, or what
 * the system property {@value #PATIENCE} says.
 */
public final class Eventually {
    /** The system property with the milliseconds that every wait without a limit of its own may take. */
    public static final String PATIENCE = "millrace.patience.ms";

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Eventually() {}

    /** Waits; the description completes "expected within ...: ...". */
    public static void holds(String description, BooleanSupplier condition) {
        holds(description, patience(), condition);
    }

    /** Waits up to the limit; the description completes "expected within ...: ...". */
    public static void holds(String description, Duration limit, BooleanSupplier condition) {
        repeat(() -> LockSupport.parkNanos(PAUSE_NANOS), condition, limit, () -> description);
    }

    /** Repeats an action until the condition holds. */
    static void repeat(Runnable action, BooleanSupplier condition, Supplier<String> description) {
        repeat(action, condition, patience(), description);
    }

    private static void repeat(
            Runnable action, BooleanSupplier condition, Duration limit, Supplier<String> description) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("expected within " + limit.toMillis() + " ms: " + description.get());
            }
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for: " + description.get());
            }
            action.run();
        }
    }

    private static Duration patience() {
        return Duration.ofMillis(Long.getLong(PATIENCE, 60_000));
    }
}
