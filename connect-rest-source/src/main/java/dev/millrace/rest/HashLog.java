package dev.millrace.rest;

import java.util.Arrays;

/**
 * Row hashes in the order in which they came. It only grows, so that a view of its beginning is a snapshot which costs
 * nothing. Belongs to one thread; the views are for any.
 */
final class HashLog {

    private long[] values;
    private int size;

    HashLog() {
        values = new long[16];
    }

    /** A log that begins with these. */
    HashLog(Hashes begin) {
        values = begin.toArray();
        size = values.length;
    }

    void add(long hash) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(16, size * 2));
        }
        values[size++] = hash;
    }

    int size() {
        return size;
    }

    Hashes soFar() {
        return new Hashes(values, size);
    }
}
