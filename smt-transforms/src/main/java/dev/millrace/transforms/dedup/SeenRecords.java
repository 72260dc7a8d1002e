package dev.millrace.transforms.dedup;

import dev.millrace.transforms.origin.BoundedMemory;
import dev.millrace.transforms.origin.Fingerprint;
import dev.millrace.transforms.origin.Origin;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which records went by, by their ids, and knows one of them when it comes again: after a failed send a worker
 * transforms a source's record again, and after a rebalance it reads a sink's record again. That one always passes, or it
 * would be lost; only another record with its id is a duplicate. For any thread.
 *
 * <p>A source's record is known again by its source partition and offset. Where it has no offset, it is taken for the same when
 * it comes directly after itself, as it does after a failed send (AbstractWorkerSourceTask#sendRecords, Kafka 3.9 and 4.3).
 */
final class SeenRecords {

    /** What a record is. */
    enum Verdict {
        /** The first with its id within the window, or one without an id. */
        NEW,
        /** One that passed before. */
        AGAIN,
        /** Another one with an id that passed before. */
        DUPLICATE
    }

    /**
     * What was found.
     *
     * @param forgotten whether another record was forgotten for it while its window was open
     */
    record Sight(Verdict verdict, boolean forgotten) {}

    private record Entry(@Nullable Fingerprint origin, long time) {}

    private record Passed(Fingerprint id, Fingerprint origin) {}

    private final DeduplicateSettings settings;
    private final Clock clock;
    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
    private final RecordIds ids;
    private final BoundedMemory<Fingerprint, Entry> memory;

    /** Those whose id another record has taken over since, when their window was over. */
    private final BoundedMemory<Passed, Boolean> earlier;

    private @Nullable Fingerprint last;

    SeenRecords(DeduplicateSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.ids = new RecordIds(settings.id(), settings.missing(), fingerprints);
        this.memory = new BoundedMemory<>(settings.most());
        this.earlier = new BoundedMemory<>(settings.most());
    }

    /**
     * Looks at the next record, and remembers it when it is new.
     *
     * @throws dev.millrace.transforms.rewrite.RuleFailure when it has no id and must have one
     */
    Sight look(ConnectRecord<?> record) {
        Optional<Fingerprint> id = ids.of(record);
        Fingerprint origin = origin(Origin.of(record));
        long now = time(record);
        synchronized (memory) {
            Fingerprint before = last;
            Sight sight = id.map(known -> look(known, known.equals(before), origin, now))
                    .orElseGet(() -> new Sight(Verdict.NEW, false));
            // Behind a duplicate the same id is one more duplicate, or the same one again: neither passes as new.
            last = sight.verdict() == Verdict.DUPLICATE ? null : id.orElse(null);
            return sight;
        }
    }

    private Sight look(Fingerprint id, boolean isDirectlyBehind, @Nullable Fingerprint origin, long now) {
        Entry known = memory.get(id);
        if (known != null) {
            if (isSame(id, isDirectlyBehind, origin, known)) {
                return new Sight(Verdict.AGAIN, false);
            }
            if (Math.abs(now - known.time()) <= settings.window()) {
                return new Sight(Verdict.DUPLICATE, false);
            }
            if (known.origin() != null) {
                earlier.put(new Passed(id, known.origin()), true);
            }
        }
        Optional<Entry> forgotten = memory.put(id, new Entry(origin, now));
        return new Sight(
                Verdict.NEW,
                forgotten
                        .filter(entry -> Math.abs(now - entry.time()) <= settings.window())
                        .isPresent());
    }

    private boolean isSame(Fingerprint id, boolean isDirectlyBehind, @Nullable Fingerprint origin, Entry known) {
        if (origin == null) {
            return isDirectlyBehind;
        }
        return origin.equals(known.origin()) || earlier.get(new Passed(id, origin)) != null;
    }

    private @Nullable Fingerprint origin(Origin origin) {
        if (!origin.isKnown()) {
            return null;
        }
        try {
            return fingerprints.of(parts(origin));
        } catch (DataException unfit) {
            return null;
        }
    }

    private static Object parts(Origin origin) {
        if (origin instanceof Origin.Stored stored) {
            return Map.of("topic", stored.topic(), "partition", stored.partition(), "offset", stored.offset());
        }
        Origin.Read read = (Origin.Read) origin;
        return Arrays.asList(read.partition(), read.offset());
    }

    private long time(ConnectRecord<?> record) {
        Long own = record.timestamp();
        return switch (settings.time()) {
            case RECORD -> own == null ? clock.millis() : own;
            case WALLCLOCK -> clock.millis();
        };
    }
}
