package dev.millrace.database;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The offset behind a row, written out when somebody looks: of all records between two flushes the worker stores that of the
 * last one. Immutable once its record was handed out, for any thread.
 */
final class QueryOffset extends AbstractMap<String, Object> {

    private static final String EVENT = "event";
    private static final String KEYS = QuerySettings.PART_KEYS;

    private final Keyset keyset;
    private final List<Object> position;
    private final long keys;
    private final @Nullable BulkRun run;
    private final long rows;
    private final long event;
    private boolean done;

    private QueryOffset(
            Keyset keyset,
            List<Object> position,
            long keys,
            @Nullable BulkRun run,
            long rows,
            long event,
            boolean done) {
        this.keyset = keyset;
        this.position = position;
        this.keys = keys;
        this.run = run;
        this.rows = rows;
        this.event = event;
        this.done = done;
    }

    /**
     * Behind a row.
     *
     * @param keys how many values each part of the table has; 0 when it is read as a whole
     */
    static QueryOffset behind(Keyset keyset, List<Object> position, long keys) {
        return new QueryOffset(keyset, position, keys, null, 0, 0, false);
    }

    /**
     * Behind a row of a run.
     *
     * @param rows how many of the run have been handed out
     */
    static QueryOffset behind(Keyset keyset, List<Object> position, long keys, BulkRun run, long rows) {
        return new QueryOffset(keyset, position, keys, run, rows, 0, false);
    }

    /** At the same place, for a record that is no row. */
    QueryOffset at(long number, boolean isDone) {
        return new QueryOffset(keyset, position, keys, run, rows, number, isDone);
    }

    /** Nothing of the run comes behind it; only before the record is handed out. */
    void finish() {
        done = true;
    }

    /**
     * Reads the position behind the row of an offset that is of no run; empty for none.
     *
     * @throws IllegalArgumentException when it can't be gone on from; the message holds no value
     */
    static List<Object> position(Map<String, ?> offset, Keyset keyset, long keys) {
        if (offset.containsKey(BulkRun.RUN)) {
            throw new IllegalArgumentException("it is one of mode=bulk");
        }
        checkKeys(offset, keys);
        return keyset.read(offset);
    }

    /** Reads the same of a run. */
    static List<Object> positionInRun(Map<String, ?> offset, Keyset keyset, long keys) {
        if (!offset.containsKey(BulkRun.RUN)) {
            throw new IllegalArgumentException("it is none of mode=bulk");
        }
        checkKeys(offset, keys);
        return keyset.columns().isEmpty() ? List.of() : keyset.read(offset);
    }

    /** The same part is of other rows with another size. */
    static void checkKeys(Map<String, ?> offset, long keys) {
        Object stored = offset.get(KEYS);
        if (keys > 0 && !offset.isEmpty() && !String.valueOf(keys).equals(String.valueOf(stored))) {
            throw new IllegalArgumentException("it is one of another " + KEYS);
        }
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> offset = new LinkedHashMap<>();
        if (run != null) {
            run.write(offset, rows, done);
        }
        if (!position.isEmpty()) {
            keyset.write(position, offset);
        }
        if (keys > 0) {
            offset.put(KEYS, keys);
        }
        if (event > 0) {
            offset.put(EVENT, event);
        }
        return offset.entrySet();
    }

    /** The worker compares records, and may have thousands. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QueryOffset offset
                ? rows == offset.rows
                        && event == offset.event
                        && done == offset.done
                        && position.equals(offset.position)
                        && Objects.equals(run, offset.run)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return Objects.hash(position, rows, event);
    }
}
