package dev.millrace.kit.change;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Some of the known rows, with a source partition of their own. Belongs to one thread at a time. */
final class Bucket {

    /** A row as it is known, and when it was seen last. */
    static final class Known {

        private BucketRow row;
        private long seen;
        private int absent;

        private Known(BucketRow row) {
            this.row = row;
        }

        BucketRow row() {
            return row;
        }

        /** Whether the round brought it. */
        boolean isSeenIn(long round) {
            return seen == round;
        }

        void seenIn(long round) {
            seen = round;
            absent = 0;
        }

        /** Another whole round lacks it; returns how many do in a row. */
        int missed() {
            return ++absent;
        }

        /** How many rounds in a row lack it. */
        int absent() {
            return absent;
        }
    }

    private final Map<String, String> partition;
    private final int buckets;
    private final Map<Long, Known> rows = new HashMap<>();
    private final BucketLog log = new BucketLog();
    private long sequence;
    private long size;

    /** @param buckets how many there are */
    Bucket(Map<String, String> partition, int buckets) {
        this.partition = partition;
        this.buckets = buckets;
    }

    void restore(BucketOffset.Stored stored) {
        sequence = stored.sequence();
        stored.rows().forEach(this::put);
    }

    int count() {
        return rows.size();
    }

    /** How many characters its offset has. */
    long size() {
        return size;
    }

    @Nullable
    Known find(long id) {
        return rows.get(id);
    }

    /** A row says this from now on. */
    Known put(long id, BucketRow row) {
        Known known = rows.get(id);
        if (known == null) {
            known = new Known(row);
            rows.put(id, known);
        } else {
            size -= BucketOffset.sizeOf(known.row.key());
            known.row = row;
        }
        size += BucketOffset.sizeOf(row.key());
        log.add(id, row.content(), row.key());
        return known;
    }

    void remove(long id) {
        Known known = rows.remove(id);
        if (known != null) {
            size -= BucketOffset.sizeOf(known.row.key());
            log.add(id, BucketLog.GONE, "");
        }
    }

    void forEach(BiConsumer<Long, Known> visitor) {
        rows.forEach(visitor);
    }

    /** The place of another record: with what is known now. */
    Place next() {
        return new Place(partition, new BucketOffset(++sequence, buckets, log.soFar()));
    }
}
