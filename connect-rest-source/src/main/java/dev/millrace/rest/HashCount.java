package dev.millrace.rest;

import java.util.HashMap;
import java.util.Map;

/** How often each row hash is still to come. Belongs to one thread. */
final class HashCount {

    private final Map<Long, Integer> counts = new HashMap<>();

    void add(long hash) {
        counts.merge(hash, 1, Integer::sum);
    }

    /** Takes one away; false when there is none. */
    boolean take(long hash) {
        if (counts.isEmpty() || !counts.containsKey(hash)) {
            return false;
        }
        counts.computeIfPresent(hash, (key, count) -> count == 1 ? null : count - 1);
        return true;
    }
}
