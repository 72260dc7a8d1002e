package dev.millrace.it;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events a topic holds, and how often.
 *
 * @param counts by the event's id
 */
record Arrived(Map<String, Integer> counts) {

    Arrived {
        counts = Map.copyOf(counts);
    }

    static Arrived of(List<String> ids) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        ids.forEach(id -> counts.merge(id, 1, Integer::sum));
        return new Arrived(counts);
    }

    Set<String> ids() {
        return counts.keySet();
    }

    /** Those of the given events that are not there. */
    Set<String> missing(Set<String> wanted) {
        Set<String> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(counts.keySet());
        return missing;
    }

    /** The events that are there more than once. */
    Set<String> repeated() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** How many records there are beyond one for each event. */
    int surplus() {
        return counts.values().stream().mapToInt(count -> count - 1).sum();
    }
}
