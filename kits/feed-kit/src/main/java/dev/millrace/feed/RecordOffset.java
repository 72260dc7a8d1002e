package dev.millrace.feed;

import dev.millrace.feed.format.Position;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The offset behind one record, written out when somebody looks: of all records between two flushes the worker stores that
 * of the last one, and many thousand wait in memory for the producer. It equals what {@link FileOffset#toMap()} makes.
 *
 * <p>Immutable, for any thread.
 */
final class RecordOffset extends AbstractMap<String, Object> {

    private final Position position;
    private final String reader;
    private final byte[] digest;
    private final long malformed;
    private final SkippedRecords skipped;
    private final Place place;
    private @Nullable Map<String, Object> written;

    /**
     * An offset of a file that is being read.
     *
     * @param digest {@link RunningDigest#encodedState()}
     */
    RecordOffset(Position position, String reader, byte[] digest, long malformed, SkippedRecords skipped, Place place) {
        this.position = position;
        this.reader = reader;
        this.digest = digest;
        this.malformed = malformed;
        this.skipped = skipped;
        this.place = place;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> known = written;
        if (known == null) {
            // Two threads that look at once write the same map; one without mutable state needs no lock to be seen.
            known = new FileOffset(
                            position,
                            FileOffset.State.READING,
                            reader,
                            RunningDigest.text(digest),
                            malformed,
                            skipped,
                            place)
                    .toMap();
            written = known;
        }
        return known.entrySet();
    }
}
