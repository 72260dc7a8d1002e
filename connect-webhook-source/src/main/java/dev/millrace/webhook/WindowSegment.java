package dev.millrace.webhook;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A set of keys that only grows, in one array of longs: 21 bytes for a key when it is full, at most 43 on the way there. Reads
 * take no lock; who adds holds that of the window.
 */
final class WindowSegment {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SMALLEST = 16;

    private final long slice;
    private final int most;
    private volatile long[] cells;
    private int size;

    /**
     * An empty segment.
     *
     * @param slice the slice of time in which its keys were seen
     * @param most how many keys it takes
     */
    WindowSegment(long slice, int most) {
        this.slice = slice;
        this.most = most;
        this.cells = new long[2 * Math.min(SMALLEST, slotsFor(most))];
    }

    long slice() {
        return slice;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= most;
    }

    /** How much memory the keys take. */
    long bytes() {
        return (long) cells.length * Long.BYTES;
    }

    boolean contains(EventKey key) {
        long[] in = cells;
        long high = marked(key.high());
        for (int at = start(high, in); ; at = next(at, in)) {
            // The second half was written before the first one, which says that the cell is taken.
            long found = (long) CELL.getAcquire(in, at);
            if (found == 0) {
                return false;
            }
            if (found == high && in[at + 1] == key.low()) {
                return true;
            }
        }
    }

    /** Adds a key that is not there; the caller holds the lock of all segments. */
    void add(EventKey key) {
        int slots = cells.length / 2;
        if (size + 1 > slots - slots / 4) {
            grow(Math.min(slotsFor(most), slots * 2));
        }
        put(cells, marked(key.high()), key.low());
        size++;
    }

    private void grow(int slots) {
        long[] grown = new long[2 * slots];
        long[] from = cells;
        for (int at = 0; at < from.length; at += 2) {
            if (from[at] != 0) {
                put(grown, from[at], from[at + 1]);
            }
        }
        cells = grown;
    }

    private static void put(long[] in, long high, long low) {
        int at = start(high, in);
        while (in[at] != 0) {
            at = next(at, in);
        }
        in[at + 1] = low;
        CELL.setRelease(in, at, high);
    }

    /** So many that a quarter is always free. */
    private static int slotsFor(int keys) {
        return Math.toIntExact(keys * 4L / 3 + 2);
    }

    private static int start(long high, long[] in) {
        return 2 * (int) (((high >>> 32) * (in.length / 2)) >>> 32);
    }

    private static int next(int at, long[] in) {
        return at + 2 == in.length ? 0 : at + 2;
    }

    /** Zero means free; the other 64 bits still tell two keys apart. */
    private static long marked(long high) {
        return high == 0 ? 1 : high;
    }
}
