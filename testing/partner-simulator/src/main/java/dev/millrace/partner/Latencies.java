package dev.millrace.partner;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How long things took.
 *
 * @param sorted each of them, the shortest first
 */
public record Latencies(List<Duration> sorted) {

    public Latencies {
        sorted = List.copyOf(sorted);
    }

    static Latencies of(Collection<Duration> all) {
        return new Latencies(all.stream().sorted().toList());
    }

    public int count() {
        return sorted.size();
    }

    /**
     * What this share did not exceed, by the nearest rank.
     *
     * @param percent over 0 to 100
     * @throws IllegalStateException when there is nothing
     */
    public Duration percentile(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("a percentile lies over 0 and up to 100, not at " + percent);
        }
        if (sorted.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        return sorted.get((int) Math.ceil(percent / 100 * sorted.size()) - 1);
    }

    public Duration median() {
        return percentile(50);
    }

    public Duration longest() {
        return percentile(100);
    }

    @Override
    public String toString() {
        return sorted.isEmpty()
                ? "nothing"
                : count() + " values, median " + median().toNanos() / 1000 + " us, 99 % "
                        + percentile(99).toNanos() / 1000 + " us, longest "
                        + longest().toNanos() / 1000 + " us";
    }
}
