package dev.millrace.rest;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The offset behind one record, written out when somebody looks: of all records between two flushes the worker stores that
 * of the last one, and hashes make it long. {@link EndpointState#from} reads it. Immutable, for any thread.
 */
final class PollOffset extends AbstractMap<String, Object> {

    /**
     * A round that is under way.
     *
     * @param rows how many rows of the page are done with
     * @param seen their hashes; none where there are too many
     */
    record Running(
            Window window,
            long page,
            Optional<String> token,
            long rows,
            Hashes seen,
            long chain,
            Recent.Snapshot recent) {}

    /**
     * Rows that are known at the beginning of a round, and those of them that came since.
     *
     * @param begin immutable
     * @param came taken away from it when somebody looks
     */
    record Known(Hashes begin, Hashes came) {

        Hashes left() {
            return begin.without(came);
        }
    }

    private final long sequence;
    private final long round;
    private final Optional<String> cursor;
    private final Known known;
    private final Optional<Validators> validators;
    private final @Nullable Running running;

    PollOffset(
            long sequence,
            long round,
            Optional<String> cursor,
            Known known,
            Optional<Validators> validators,
            @Nullable Running running) {
        this.sequence = sequence;
        this.round = round;
        this.cursor = cursor;
        this.known = known;
        this.validators = validators;
        this.running = running;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(EndpointState.SEQUENCE, sequence);
        offset.put(EndpointState.ROUND, round);
        put(offset, EndpointState.CURSOR, cursor);
        put(offset, EndpointState.KNOWN, known.left());
        if (validators.isPresent()) {
            offset.put(EndpointState.REQUEST, validators.get().request());
            put(offset, EndpointState.ETAG, validators.get().etag());
            put(offset, EndpointState.MODIFIED, validators.get().modified());
        }
        if (running != null) {
            put(offset, running);
        }
        return offset.entrySet();
    }

    private static void put(Map<String, Object> offset, Running running) {
        put(offset, EndpointState.FROM, running.window().from());
        put(offset, EndpointState.TO, running.window().to());
        offset.put(EndpointState.PAGE, running.page());
        put(offset, EndpointState.TOKEN, running.token());
        if (running.rows() > 0) {
            offset.put(EndpointState.ROWS, running.rows());
            offset.put(EndpointState.CHAIN, running.chain());
            put(offset, EndpointState.SEEN, running.seen());
        }
        Cursor max = running.recent().max();
        put(offset, EndpointState.MAX, Optional.ofNullable(max).map(Cursor::text));
        put(offset, EndpointState.RECENT, running.recent().hashes());
    }

    private static void put(Map<String, Object> offset, String key, Optional<String> text) {
        text.ifPresent(value -> offset.put(key, value));
    }

    private static void put(Map<String, Object> offset, String key, Hashes hashes) {
        if (!hashes.isEmpty()) {
            offset.put(key, hashes.text());
        }
    }

    /** Offsets of an endpoint are told apart by their number: the worker compares records, and may have thousands. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PollOffset offset
                ? sequence == offset.sequence && round == offset.round && (running == null) == (offset.running == null)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sequence, round);
    }
}
