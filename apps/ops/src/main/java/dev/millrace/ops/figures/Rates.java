package dev.millrace.ops.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** By how much counters grow in a second, from one look to the next. For one thread. */
final class Rates {

    private Map<String, Double> before = Map.of();
    private Map<String, Double> now = new HashMap<>();
    private Instant then = Instant.EPOCH;
    private Duration passed = Duration.ZERO;

    /** Begins a look. What the one before did not count has no rate in this one. */
    void begin(Instant moment) {
        before = now;
        now = new HashMap<>();
        passed = Duration.between(then, moment);
        then = moment;
    }

    /**
     * Counts, once for each counter of a look.
     *
     * @return empty at first, and when the counter has begun anew
     */
    OptionalDouble count(String counter, double value) {
        now.put(counter, value);
        Double last = before.get(counter);
        double seconds = passed.toNanos() / 1e9;
        return last == null || value < last || seconds <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((value - last) / seconds);
    }
}
