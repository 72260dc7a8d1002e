package dev.millrace.benchmarks;

import java.util.Arrays;
import java.util.List;

/** The middle of times. */
final class Median {

    private Median() {}

    /** Of nanoseconds, in milliseconds; the upper one of two in the middle. */
    static double millis(long... nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }

    /** The upper one of two in the middle. */
    static double of(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
