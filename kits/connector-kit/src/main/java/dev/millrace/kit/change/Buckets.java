package dev.millrace.kit.change;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The known rows of what is compared, spread over source partitions. Belongs to one thread at a time. */
final class Buckets {

    private final Compared compared;
    private final ChangeSettings settings;
    private final List<Bucket> all = new ArrayList<>();
    private long known;

    private Buckets(Compared compared, ChangeSettings settings) {
        this.compared = compared;
        this.settings = settings;
        for (int number = 0; number < settings.buckets(); number++) {
            all.add(new Bucket(compared.bucket(number), settings.buckets()));
        }
    }

    /**
     * Reads what is stored.
     *
     * @throws ConnectorFailure MISCONFIGURED when it was stored with another number of buckets, or can't be read
     */
    static Buckets load(Compared compared, ChangeSettings settings, OffsetStorageReader stored) {
        Buckets buckets = new Buckets(compared, settings);
        List<Map<String, String>> partitions = new ArrayList<>();
        for (int number = 0; number < ChangeSettings.MOST_BUCKETS; number++) {
            partitions.add(compared.bucket(number));
        }
        stored.offsets(partitions).forEach((partition, offset) -> {
            if (offset != null) {
                buckets.restore(Integer.parseInt(partition.get(Compared.BUCKET)), offset);
            }
        });
        return buckets;
    }

    private void restore(int number, Map<String, Object> offset) {
        BucketOffset.Stored stored;
        try {
            stored = BucketOffset.parse(offset);
        } catch (IllegalArgumentException wrong) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "offset-unreadable",
                    compared.name() + ": the stored offset of bucket " + number
                            + " is none: remove the offsets of all of its buckets; all of its rows are new then",
                    wrong);
        }
        if (stored.buckets() != all.size()) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "changes-buckets-changed",
                    compared.name() + ": its rows are stored with " + ChangeSettings.BUCKETS + "=" + stored.buckets()
                            + ": set that again, or remove the offsets of all of its buckets; all of its rows are new"
                            + " then");
        }
        all.get(number).restore(stored);
        known += all.get(number).count();
    }

    /** The bucket of a row. */
    Bucket of(long id) {
        return all.get((int) Long.remainderUnsigned(id, all.size()));
    }

    List<Bucket> all() {
        return Collections.unmodifiableList(all);
    }

    /** How many rows are known. */
    long known() {
        return known;
    }

    /**
     * A row says this in this round.
     *
     * @throws ConnectorFailure MISCONFIGURED when there is no room for it
     */
    Bucket remember(long id, BucketRow row, long round) {
        Bucket bucket = of(id);
        boolean isNew = bucket.find(id) == null;
        if (isNew && known >= settings.mostRows()) {
            throw full(
                    "changes-too-many-rows",
                    "it has more than " + settings.mostRows() + " rows: raise " + ChangeSettings.MOST_ROWS
                            + ", and the heap with it");
        }
        bucket.put(id, row).seenIn(round);
        known += isNew ? 1 : 0;
        if (bucket.size() > BucketOffset.MOST_BYTES) {
            throw full(
                    "changes-bucket-full",
                    "the digests of a bucket take more than " + BucketOffset.MOST_BYTES
                            + " bytes: remove the offsets of all of its buckets and set more " + ChangeSettings.BUCKETS
                            + ", all rows are new then");
        }
        return bucket;
    }

    /** A known row is gone. */
    void forget(Bucket bucket, long id) {
        bucket.remove(id);
        known--;
    }

    private ConnectorFailure full(String code, String sentence) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, code, compared.name() + ": " + sentence);
    }
}
