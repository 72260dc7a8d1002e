package dev.millrace.legacy;

import dev.millrace.legacy.session.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where a feed stands, as the worker stores it.
 *
 * @param part how many records of the next message are stored already
 */
record FeedOffset(Place place, long part) {

    static final String FEED = "feed";
    static final String SESSION = "session";
    static final String SEQUENCE = "sequence";
    static final String PART = "part";
    static final String RUNNING = "running";
    private static final String COUNTER = "counter.";

    static Map<String, Object> partition(String feed) {
        // The worker looks its maps up by equality, which all maps share; a plain one also survives its serialization.
        Map<String, Object> partition = new HashMap<>();
        partition.put(FEED, feed);
        return partition;
    }

    /** An offset that no other record has: told apart by its number and part, or by a running number. */
    static Map<String, Object> of(Place place, long part, long running) {
        Map<String, Object> offset = new HashMap<>();
        offset.put(SESSION, place.session());
        offset.put(SEQUENCE, place.next());
        if (part > 0) {
            offset.put(PART, part);
        }
        if (running > 0) {
            offset.put(RUNNING, running);
        }
        place.counters().forEach((name, value) -> offset.put(COUNTER + name, value));
        return offset;
    }

    /**
     * Reads a stored offset.
     *
     * @throws IllegalArgumentException when it is none of this connector
     */
    static FeedOffset from(Map<String, ?> stored) {
        Object session = stored.get(SESSION);
        if (!(session instanceof String name)) {
            throw new IllegalArgumentException("session must be a text");
        }
        Map<String, Long> counters = new HashMap<>();
        for (String key : stored.keySet()) {
            if (key.startsWith(COUNTER)) {
                counters.put(key.substring(COUNTER.length()), number(stored, key));
            } else if (!Set.of(SESSION, SEQUENCE, PART, RUNNING).contains(key)) {
                throw new IllegalArgumentException("an offset has no " + key);
            }
        }
        long part = stored.containsKey(PART) ? number(stored, PART) : 0;
        return new FeedOffset(new Place(name, number(stored, SEQUENCE), counters), part);
    }

    private static long number(Map<String, ?> stored, String key) {
        if (stored.get(key) instanceof Number number && number.longValue() >= 0) {
            return number.longValue();
        }
        throw new IllegalArgumentException(key + " must be a number, 0 or above");
    }
}
