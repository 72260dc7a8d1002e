package dev.millrace.ops.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What numbers grew by, over looks and restarts. A number's beginning, as far as the console knows, is no growth. At most
 * {@value #MOST_SAMPLES} moments are kept of each. Not safe for several threads.
 */
final class Counters {

    private static final int MOST_SAMPLES = 60;
    private static final Duration UNASKED = Duration.ofDays(1);

    /**
     * A moment at which a number had changed.
     *
     * @param value as it was read
     * @param grown what it has grown by since it was known, over all restarts of what counts it
     */
    record Sample(Instant at, double value, double grown) {}

    private final Map<String, List<Sample>> samples = new HashMap<>();
    private final Map<String, Instant> asked = new HashMap<>();

    Counters(Map<String, List<Sample>> before) {
        before.forEach((name, list) -> samples.put(name, new ArrayList<>(list)));
    }

    /** A count that begins at 0 when its worker does: less than before is all new. */
    double counted(String name, double value, Instant now, Duration within) {
        return grown(name, value, value, now, within);
    }

    /** A count that shrinks by itself, such as records that a topic forgets: less than before is nothing new. */
    double held(String name, double value, Instant now, Duration within) {
        return grown(name, value, 0, now, within);
    }

    private double grown(String name, double value, double afterLess, Instant now, Duration within) {
        asked.put(name, now);
        List<Sample> kept = samples.computeIfAbsent(name, first -> new ArrayList<>());
        if (kept.isEmpty()) {
            kept.add(new Sample(now, value, 0));
            return 0;
        }
        Sample last = kept.get(kept.size() - 1);
        if (last.value() != value) {
            double more = value > last.value() ? value - last.value() : afterLess;
            kept.add(new Sample(now, value, last.grown() + more));
        }
        forget(kept, now.minus(within));
        return kept.get(kept.size() - 1).grown() - kept.get(0).grown();
    }

    /** Leaves the last moment before the window, from which growth counts, and those within. */
    private static void forget(List<Sample> kept, Instant begin) {
        while (kept.size() > 1 && !kept.get(1).at().isAfter(begin)) {
            kept.remove(0);
        }
        if (kept.size() > MOST_SAMPLES) {
            // The oldest but one: the growth of the whole window stays right, its place in time gets coarser.
            kept.remove(1);
        }
    }

    /** Forgets numbers that nobody asked for within a day: their connector is gone. */
    void forgetUnasked(Instant now) {
        samples.keySet().forEach(name -> asked.putIfAbsent(name, now));
        asked.values().removeIf(at -> at.isBefore(now.minus(UNASKED)));
        samples.keySet().retainAll(asked.keySet());
    }

    Map<String, List<Sample>> kept() {
        Map<String, List<Sample>> copy = new TreeMap<>();
        samples.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        return copy;
    }
}
