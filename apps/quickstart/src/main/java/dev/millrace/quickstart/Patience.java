package dev.millrace.quickstart;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions that nobody announces: it looks again every 50 ms. */
final class Patience {
    private static final Duration STEP = Duration.ofMillis(50);

    private Patience() {}

    /** Waits until the condition holds; false when the time is over or the thread is interrupted first. */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
