package dev.millrace.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** An even rate that begins now. For one thread. */
final class Pace {

    private final long begun = System.nanoTime();
    private final double nanosEach;

    Pace(int perSecond) {
        this.nanosEach = 1e9 / perSecond;
    }

    /** Waits until it is this one's turn, counted from 0. */
    void await(int number) {
        long due = begun + (long) (number * nanosEach);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
