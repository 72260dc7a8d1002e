package dev.millrace.ops.setaside;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * A chart of bars as its template draws it: counts over time, in a box of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param from the time at the left end, UTC
 * @param to the time at the right end
 * @param most the highest count
 */
record Bars(List<Bar> bars, String from, String to, long most) {

    static final int WIDTH = 240;
    static final int HEIGHT = 40;
    private static final int COLUMNS = 48;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    /** One of them, in units of the box; the origin is at the top left. */
    record Bar(String x, String y, String width, String height) {}

    /** Counts by hour, between two hours. */
    static Bars ofHours(SortedMap<Instant, Long> hours, Instant first, Instant last) {
        long all = Duration.between(first, last).toHours() + 1;
        long hoursPerColumn = Math.max(1, (all + COLUMNS - 1) / COLUMNS);
        long[] counts = new long[(int) ((all + hoursPerColumn - 1) / hoursPerColumn)];
        for (Map.Entry<Instant, Long> hour : hours.entrySet()) {
            counts[(int) (Duration.between(first, hour.getKey()).toHours() / hoursPerColumn)] += hour.getValue();
        }
        return of(counts, TIME.format(first), TIME.format(last.plus(Duration.ofHours(1))));
    }

    /** Counts, side by side. */
    static Bars of(long[] counts, String from, String to) {
        long most = Arrays.stream(counts).max().orElse(0);
        double width = (double) WIDTH / Math.max(1, counts.length);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                // What is there is seen, however small it is beside the highest.
                double height = Math.max(2, (double) HEIGHT * counts[i] / most);
                bars.add(new Bar(
                        number(i * width),
                        number(HEIGHT - height),
                        number(Math.max(1, Math.min(width - 1, 14))),
                        number(height)));
            }
        }
        return new Bars(List.copyOf(bars), from, to, most);
    }

    private static String number(double units) {
        return String.format(Locale.ROOT, "%.1f", units);
    }
}
