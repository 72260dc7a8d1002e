package dev.millrace.kit.change;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The known rows that a whole round lacks, and what is told of them. Belongs to one thread at a time. */
final class GoneRows {

    /** The content of a row of which the first of two records was told. */
    private static final long HALF_TOLD = 1;

    private final ChangeSettings settings;
    private final Buckets buckets;
    private final ChangeMeters meters;
    private final Deque<Gone> left = new ArrayDeque<>();

    private record Gone(Bucket bucket, long id, Bucket.Known row) {}

    GoneRows(ChangeSettings settings, Buckets buckets, ChangeMeters meters) {
        this.settings = settings;
        this.buckets = buckets;
        this.meters = meters;
    }

    /** Whether somebody who reads the records may take the row for deleted already. */
    static boolean isHalfTold(BucketRow row) {
        return row.content() == HALF_TOLD;
    }

    /**
     * Finds them.
     *
     * @param isUnchanged whether the round had no rows because nothing had changed
     * @throws ConnectorFailure MALFORMED when they are too many for a whole round
     */
    void find(long round, boolean isUnchanged, String name) {
        left.clear();
        for (Bucket bucket : buckets.all()) {
            bucket.forEach((id, row) -> {
                boolean isAbsent = isUnchanged ? row.absent() > 0 : !row.isSeenIn(round);
                if (isAbsent && row.missed() >= settings.absentRounds()) {
                    left.add(new Gone(bucket, id, row));
                }
            });
        }
        if (left.size() * 100L > buckets.known() * settings.mostDeletedPercent()) {
            throw new ConnectorFailure(
                    FailureKind.MALFORMED,
                    "changes-too-many-deleted",
                    name + ": of " + buckets.known() + " known rows " + left.size()
                            + " are gone. If that is right, raise " + ChangeSettings.MOST_DELETED
                            + " until they are told as deleted");
        }
    }

    /** The next record of one of them; empty when there is none any more. */
    Optional<Deletion> next() {
        for (Gone row = left.peek(); row != null; row = left.peek()) {
            Optional<Deletion> told = tell(row);
            if (row.bucket().find(row.id()) == null) {
                left.remove();
                meters.count(ChangeKind.DELETED);
            }
            if (told.isPresent()) {
                return told;
            }
        }
        return Optional.empty();
    }

    /** The next record of a row, which leaves its bucket with the last one; empty when nothing is told of it. */
    private Optional<Deletion> tell(Gone gone) {
        Bucket bucket = gone.bucket();
        BucketRow row = gone.row().row();
        boolean isTold = !row.key().isEmpty() && settings.deleted() != ChangeSettings.Deleted.NONE;
        boolean isFirstOfTwo = settings.deleted() == ChangeSettings.Deleted.BOTH && !isHalfTold(row);
        if (isTold && isFirstOfTwo) {
            Bucket.Known unused = bucket.put(gone.id(), new BucketRow(HALF_TOLD, row.key()));
        } else {
            buckets.forget(bucket, gone.id());
        }
        boolean isTombstone = settings.deleted() != ChangeSettings.Deleted.RECORD && !isFirstOfTwo;
        return isTold ? Optional.of(new Deletion(row.key(), isTombstone, bucket.next())) : Optional.empty();
    }
}
