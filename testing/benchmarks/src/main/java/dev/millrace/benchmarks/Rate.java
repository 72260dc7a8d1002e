package dev.millrace.benchmarks;

import java.util.List;
import java.util.Locale;

/** Rows per second. */
record Rate(double perSecond) {

    /** So many rows in so many nanoseconds. */
    static Rate of(long rows, long nanos) {
        if (rows < 1 || nanos < 1) {
            throw new IllegalArgumentException(
                    "nothing was measured: " + rows + " rows in " + nanos + " ns; ask for more rows");
        }
        return new Rate(rows * 1e9 / nanos);
    }

    /** The middle one, or the mean of the two in the middle. */
    static Rate median(List<Rate> rates) {
        List<Double> sorted = rates.stream().map(Rate::perSecond).sorted().toList();
        int middle = sorted.size() / 2;
        return new Rate(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    /** The share of another rate. */
    double of(Rate other) {
        return perSecond / other.perSecond;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f rows/s", perSecond);
    }
}
