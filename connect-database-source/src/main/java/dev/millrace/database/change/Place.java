package dev.millrace.database.change;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a change table or outbox was read: what a record's offset says.
 *
 * @param number of the row that was read last
 * @param records how many of its records were handed out; 0 for all
 * @param copy how far the rows from before the triggers were read; empty when all were, or none is wanted
 * @param event tells apart what has no row of its own; 0 for what has
 */
record Place(long number, int records, Optional<CopyPlace> copy, int event) {

    static final String NUMBER = "seq";
    static final String RECORDS = "records";
    static final String SNAPSHOT = "snapshot";
    static final String RUNNING = "running";
    static final String BEHIND = "behind";
    static final String EVENT = "event";

    /**
     * How far a table was copied.
     *
     * @param behind the key of the last row; empty at the beginning
     */
    record CopyPlace(Optional<String> behind) {}

    /** In front of everything. */
    static Place start(boolean copies) {
        return new Place(0, 0, copies ? Optional.of(new CopyPlace(Optional.empty())) : Optional.empty(), 0);
    }

    /**
     * What an offset says.
     *
     * @throws IllegalArgumentException when it is none of ours
     */
    static Place of(Map<String, ?> offset) {
        Optional<CopyPlace> copy = Optional.ofNullable(offset.get(SNAPSHOT)).map(running -> {
            if (!RUNNING.equals(running)) {
                throw new IllegalArgumentException(SNAPSHOT + " is '" + running + "', and may only be " + RUNNING);
            }
            return new CopyPlace(Optional.ofNullable(offset.get(BEHIND)).map(String::valueOf));
        });
        return new Place(
                count(offset, NUMBER, null), (int) count(offset, RECORDS, 0L), copy, (int) count(offset, EVENT, 0L));
    }

    /** The number up to which nothing is wanted any more. */
    long cursor() {
        return records == 0 ? number : number - 1;
    }

    /** A row's record, of which there are more. */
    Place within(long row, int handed) {
        return new Place(row, handed, copy, 0);
    }

    /** All of a row. */
    Place behind(long row) {
        return new Place(row, 0, copy, 0);
    }

    /** The same place, told apart. */
    Place event(int count) {
        return new Place(number, records, copy, count);
    }

    /** The copy went on, or ended. */
    Place copied(Optional<CopyPlace> to) {
        return new Place(number, records, to, 0);
    }

    Map<String, Object> toOffset() {
        Map<String, Object> offset = new HashMap<>();
        offset.put(NUMBER, number);
        if (records > 0) {
            offset.put(RECORDS, (long) records);
        }
        if (event > 0) {
            offset.put(EVENT, (long) event);
        }
        copy.ifPresent(running -> {
            offset.put(SNAPSHOT, RUNNING);
            running.behind().ifPresent(key -> offset.put(BEHIND, key));
        });
        return offset;
    }

    private static long count(Map<String, ?> offset, String name, @Nullable Long missing) {
        Object value = offset.get(name);
        if (value == null && missing != null) {
            return missing;
        }
        if (value instanceof Number number && number.longValue() >= 0) {
            return number.longValue();
        }
        throw new IllegalArgumentException(name + " must be a number from 0, such as {\"seq\": 17}");
    }
}
