package dev.millrace.kit;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long something took each time, such as answers, in steps of a quarter of an octave, since the start. Thread-safe and lock-free; what it tells is at
 * most a fifth too high.
 */
public final class Latencies {

    private static final int STEPS_PER_OCTAVE = 4;
    private static final int STEPS = 22 * STEPS_PER_OCTAVE;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);

    /** Counts one time, in milliseconds. */
    public void add(long millis) {
        int step = (int) Math.ceil(Math.log((double) Math.max(1, millis)) / Math.log(2) * STEPS_PER_OCTAVE);
        counts.incrementAndGet(Math.min(step, STEPS - 1));
    }

    /** How many times were counted. */
    public long count() {
        long total = 0;
        for (int step = 0; step < STEPS; step++) {
            total += counts.get(step);
        }
        return total;
    }

    /**
     * In milliseconds; 0 before the first one.
     *
     * @param percent from 0 to 100, 100 for the longest
     */
    public long percentile(int percent) {
        long total = count();
        long wanted = Math.max(1, (total * percent + 99) / 100);
        long seen = 0;
        for (int step = 0; step < STEPS; step++) {
            seen += counts.get(step);
            if (total > 0 && seen >= wanted) {
                return Math.round(Math.pow(2, (double) step / STEPS_PER_OCTAVE));
            }
        }
        return 0;
    }
}
