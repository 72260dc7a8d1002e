package dev.millrace.legacy.session;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a session stands; stored as the offset of the records.
 *
 * @param session as the other side calls it; empty for none yet
 * @param next the number of the next message that is wanted
 * @param counters what a protocol remembers besides
 */
public record Place(String session, long next, Map<String, Long> counters) {

    public Place {
        counters = Map.copyOf(counters);
    }

    public Place(String session, long next) {
        this(session, next, Map.of());
    }

    Place at(long number) {
        return new Place(session, number, counters);
    }

    /** The same with another value of a counter. */
    public Place with(String counter, long value) {
        Map<String, Long> changed = new HashMap<>(counters);
        changed.put(counter, value);
        return new Place(session, next, changed);
    }
}
