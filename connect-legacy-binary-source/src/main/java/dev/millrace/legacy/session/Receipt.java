package dev.millrace.legacy.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells what became of the records of one thing that was handed over. Settled from any thread, without a lock; the first
 * word on each record counts, and whoever settles sees to that.
 */
public final class Receipt {

    /** What became of it. */
    public enum Outcome {
        OPEN,
        /** Kafka has all records. */
        CONFIRMED,
        /** A transform dropped one of the records at least. */
        DROPPED,
        /** It could not be read; Kafka has what was set aside of it, if anything is. */
        MALFORMED
    }

    private static final int NOT_YET = 1 << 24;

    private final AtomicInteger open = new AtomicInteger(NOT_YET);
    private final Runnable whenSettled;
    private volatile boolean dropped;
    private volatile boolean malformed;
    private volatile boolean stored;

    /** A receipt. */
    public Receipt(Runnable whenSettled) {
        this.whenSettled = whenSettled;
    }

    /** All records are made; none at all is settled at once. */
    public void isMade(int records) {
        settled(NOT_YET - records);
    }

    /** It can't be read. */
    public void isMalformed() {
        malformed = true;
    }

    /** One record is settled. */
    public void settle(boolean confirmed) {
        if (!confirmed) {
            dropped = true;
        }
        settled(1);
    }

    private void settled(int count) {
        if (open.addAndGet(-count) == 0) {
            whenSettled.run();
        }
    }

    /** The offset of its last record is stored. */
    public void isStoredNow() {
        stored = true;
        whenSettled.run();
    }

    /** Whether the worker stored the offset of the last record, as far as a task can tell. */
    public boolean isStored() {
        return stored;
    }

    public boolean isSettled() {
        return open.get() == 0;
    }

    public Outcome outcome() {
        if (!isSettled()) {
            return Outcome.OPEN;
        }
        return dropped ? Outcome.DROPPED : malformed ? Outcome.MALFORMED : Outcome.CONFIRMED;
    }
}
