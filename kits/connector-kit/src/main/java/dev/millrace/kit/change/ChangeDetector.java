package dev.millrace.kit.change;

import dev.millrace.kit.ConnectorFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which rows are new, changed or gone since the round before. What is known of a row is stored with the record that
 * tells of it, in the offset of the row's bucket. Rows count as gone only behind a whole round of which every row could be
 * read.
 *
 * <p>Life cycle of a round: {@link #begin()}; {@link #row} or {@link #unreadable} for each of its rows; {@link #behind}
 * until it is empty. A round that breaks off ends without {@code behind}: the next one reads everything again, and tells
 * of the rest. Each place that is given out belongs to a record that is handed over next. Belongs to one thread at a time.
 */
public final class ChangeDetector {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeDetector.class);

    private static final int LOWEST_CONTENT = 16;

    /** Sets rows that can't be read apart from others of the same hash. */
    private static final long UNREADABLE = 0x5DEECE66DL;

    private final Compared compared;
    private final Buckets buckets;
    private final ChangeMeters meters;
    private final ContentHasher contents;
    private final ContentHasher identities = new ContentHasher(Set.of());
    private final GoneRows gone;
    private long round;
    private boolean holds;
    private boolean warned;
    private boolean isBehind;

    private ChangeDetector(Compared compared, ChangeSettings settings, Buckets buckets, ChangeMeters meters) {
        this.compared = compared;
        this.buckets = buckets;
        this.meters = meters;
        this.contents = new ContentHasher(settings.ignored());
        this.gone = new GoneRows(settings, buckets, meters);
    }

    /**
     * Reads what is stored of the rounds before.
     *
     * @throws ConnectorFailure MISCONFIGURED when it was stored with another number of buckets, or can't be read
     */
    public static ChangeDetector load(
            Compared compared, ChangeSettings settings, OffsetStorageReader stored, ChangeMeters meters) {
        return new ChangeDetector(compared, settings, Buckets.load(compared, settings, stored), meters);
    }

    /** Whether a key is short enough to be remembered. */
    public static boolean isShort(String key) {
        return BucketOffset.isShort(key);
    }

    /**
     * Judges an offset that a person wants to store for a bucket.
     *
     * @throws IllegalArgumentException when it is none, or one of another number of buckets; the message says so
     */
    public static void check(Map<String, ?> offset, ChangeSettings settings) {
        if (BucketOffset.parse(offset).buckets() != settings.buckets()) {
            throw new IllegalArgumentException("the offset was stored with another " + ChangeSettings.BUCKETS);
        }
    }

    /** A round begins. */
    public void begin() {
        round++;
        holds = false;
        isBehind = false;
    }

    /**
     * A row of the round.
     *
     * @param identity what tells it from others
     * @param content what it says: a Struct, a map, a list or a simple value
     * @param key of its records, as {@link Deletion} gives it back; {@linkplain #isShort short}, and empty for none
     * @return empty when it is as it was
     * @throws ConnectorFailure MISCONFIGURED when there is no room to remember it
     */
    public Optional<Change> row(List<String> identity, @Nullable Object content, String key) {
        BucketRow now = new BucketRow(content(contents.of(content)), key);
        long id = identities.ofTexts(identity);
        Bucket.Known before = buckets.of(id).find(id);
        if (before != null && before.isSeenIn(round)) {
            repeated();
        }
        if (before != null && before.row().equals(now)) {
            before.seenIn(round);
            return Optional.empty();
        }
        // A row that is half told as deleted and comes back is new to whoever reads.
        boolean isNew = before == null || GoneRows.isHalfTold(before.row());
        Bucket bucket = buckets.remember(id, now, round);
        ChangeKind kind = isNew ? ChangeKind.NEW : ChangeKind.CHANGED;
        meters.count(kind);
        return Optional.of(new Change(kind, bucket.next()));
    }

    /**
     * A row of the round that can't be read: this round tells of no row as deleted, for it may be this one.
     *
     * @param hash tells it from others
     * @return where the record comes from that sets it aside; empty when a round before had it already
     * @throws ConnectorFailure MISCONFIGURED when there is no room to remember it
     */
    public Optional<Place> unreadable(long hash) {
        holds = true;
        long id = hash ^ UNREADABLE;
        Bucket.Known before = buckets.of(id).find(id);
        if (before != null) {
            before.seenIn(round);
            return Optional.empty();
        }
        return Optional.of(
                buckets.remember(id, new BucketRow(content(id), ""), round).next());
    }

    /**
     * What is told next behind all rows of a round; empty when that is all.
     *
     * @param isUnchanged whether there were no rows because nothing had changed
     * @throws ConnectorFailure MALFORMED when too many rows are gone for a whole round: it is to begin anew
     */
    public Optional<Deletion> behind(boolean isUnchanged) {
        if (!isBehind) {
            if (holds) {
                hold();
            } else {
                gone.find(round, isUnchanged, compared.name());
            }
            isBehind = true;
        }
        return holds ? Optional.empty() : gone.next();
    }

    private void repeated() {
        if (meters.repeated.sum() == 0) {
            LOG.warn(
                    "{}: more than one row of a round has the same key, and the last one counts: either a row was read"
                            + " twice, or {} does not tell rows apart",
                    compared.name(),
                    compared.keyOption());
        }
        meters.repeated.increment();
    }

    private void hold() {
        meters.held.increment();
        if (!warned) {
            warned = true;
            LOG.warn(
                    "{}: some of its rows can't be read; as long as it has such, no row is told as deleted, for it may be"
                            + " one of them",
                    compared.name());
        }
    }

    private static long content(long hash) {
        return hash >= 0 && hash < LOWEST_CONTENT ? hash + LOWEST_CONTENT : hash;
    }
}
