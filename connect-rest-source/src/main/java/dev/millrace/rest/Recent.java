package dev.millrace.rest;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a round that the next round may bring again: those from the floor of the highest cursor on. Belongs to one
 * thread; its snapshots cost nothing and are for any.
 */
final class Recent {

    private static final int SMALLEST = 32;

    /** The highest cursor, and the hashes of the rows from its floor on, at one point of a round. */
    static final class Snapshot {

        private final Cursor[] cursors;
        private final long[] hashes;
        private final int size;
        private final @Nullable Cursor max;
        private final UnaryOperator<Cursor> floor;

        private Snapshot(Cursor[] cursors, long[] hashes, int size, @Nullable Cursor max, UnaryOperator<Cursor> floor) {
            this.cursors = cursors;
            this.hashes = hashes;
            this.size = size;
            this.max = max;
            this.floor = floor;
        }

        @Nullable
        Cursor max() {
            return max;
        }

        /** The hashes of the rows that may come again. */
        Hashes hashes() {
            if (max == null) {
                return Hashes.NONE;
            }
            Cursor from = floor.apply(max);
            long[] kept = new long[size];
            int count = 0;
            for (int at = 0; at < size; at++) {
                if (cursors[at].compareTo(from) >= 0) {
                    kept[count++] = hashes[at];
                }
            }
            return count <= Hashes.MOST
                    ? new Hashes(kept, count)
                    : new Hashes(Arrays.copyOfRange(kept, count - Hashes.MOST, count), Hashes.MOST);
        }
    }

    private final UnaryOperator<Cursor> floor;
    private Cursor[] cursors = new Cursor[SMALLEST];
    private long[] hashes = new long[SMALLEST];
    private int size;
    private @Nullable Cursor max;
    private long forgotten;

    /** @param floor from where on rows are asked for again when a cursor is the highest one */
    Recent(UnaryOperator<Cursor> floor) {
        this.floor = floor;
    }

    /** Takes up what a snapshot held: each of its rows may be as high as its highest. */
    void restore(Cursor highest, Hashes rows) {
        for (long hash : rows.toArray()) {
            add(highest, hash);
        }
        max = highest;
    }

    void add(Cursor cursor, long hash) {
        Cursor highest = max;
        if (highest == null || cursor.compareTo(highest) > 0) {
            max = cursor;
        } else if (cursor.compareTo(floor.apply(highest)) < 0) {
            return;
        }
        if (size == cursors.length) {
            makeRoom();
        }
        cursors[size] = cursor;
        hashes[size++] = hash;
    }

    @Nullable
    Cursor max() {
        return max;
    }

    /** How many rows had to be forgotten although they may come again. */
    long forgotten() {
        return forgotten;
    }

    Snapshot soFar() {
        return new Snapshot(cursors, hashes, size, max, floor);
    }

    /** Moves what still counts to new arrays: snapshots look at the old ones. */
    private void makeRoom() {
        Cursor highest = max;
        Cursor from = highest == null ? null : floor.apply(highest);
        int[] kept = new int[size];
        int count = 0;
        for (int at = 0; at < size; at++) {
            if (from == null || cursors[at].compareTo(from) >= 0) {
                kept[count++] = at;
            }
        }
        int first = Math.max(0, count - Hashes.MOST);
        forgotten += first;
        Cursor[] cursorsLeft = new Cursor[Math.max(SMALLEST, (count - first) * 2)];
        long[] hashesLeft = new long[cursorsLeft.length];
        for (int at = first; at < count; at++) {
            cursorsLeft[at - first] = cursors[kept[at]];
            hashesLeft[at - first] = hashes[kept[at]];
        }
        cursors = cursorsLeft;
        hashes = hashesLeft;
        size = count - first;
    }
}
