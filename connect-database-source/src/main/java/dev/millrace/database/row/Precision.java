package dev.millrace.database.row;

import java.time.Instant;

/** How fine a time is kept in a number. */
enum Precision {
    MILLIS(1_000_000L),
    MICROS(1_000L),
    NANOS(1L);

    private final long nanos;

    Precision(long nanos) {
        this.nanos = nanos;
    }

    /** The coarsest that holds a column's digits behind the second. */
    static Precision of(int digits) {
        return digits <= 3 ? MILLIS : digits <= 6 ? MICROS : NANOS;
    }

    /** Nanoseconds in this unit. */
    long of(long value) {
        if (value % nanos != 0) {
            throw new UnreadableValue("it is finer than milliseconds: set " + RowSettings.TIMES + "=adaptive");
        }
        return value / nanos;
    }

    /** The time since 1970 in this unit. */
    long of(Instant time) {
        try {
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L / nanos), of((long) time.getNano()));
        } catch (ArithmeticException far) {
            throw new UnreadableValue("it is too far from 1970 for 64 bits: set " + RowSettings.TIMES + "=iso");
        }
    }
}
