package dev.millrace.rest;

import java.util.concurrent.atomic.AtomicLong;

/** How much is accepted and not yet complete. Any thread may count. */
final class Backlog {

    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    void add(int size) {
        records.incrementAndGet();
        bytes.addAndGet(size);
    }

    void remove(int size) {
        records.decrementAndGet();
        bytes.addAndGet(-size);
    }

    long records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }

    boolean isEmpty() {
        return records.get() == 0;
    }
}
