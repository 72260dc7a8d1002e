package dev.millrace.ops.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * A line chart as the template {@code chart} draws it, {@value #WIDTH} wide and {@value #HEIGHT} high, from 0 at its bottom to
 * the highest value at its top.
 *
 * @param time whether values are milliseconds; else they count
 * @param highest of all lines
 * @param spanMs from the left edge to the right one, in milliseconds
 * @param lines at least one; each has at least one value
 */
public record Chart(String title, boolean time, double highest, long spanMs, List<Line> lines) {

    public static final int WIDTH = 600;
    public static final int HEIGHT = 100;

    /** Slots without a value that are no gap: looks are not made to the second. */
    private static final int BRIDGED = 3;

    public Chart {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param name what it shows; empty when it is the only one
     * @param path of SVG: it is broken where nothing was measured
     * @param last the newest value
     */
    public record Line(String name, String path, double last, double lowest, double highest) {}

    /** The values of one line by slot; NaN where nothing was measured. */
    record Values(String name, LongFunction<Float> at) {

        boolean isMeasured(long from, long to) {
            for (long slot = from; slot <= to; slot++) {
                if (!Float.isNaN(at.apply(slot))) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Draws it.
     *
     * @param from the first slot
     * @param to the last slot, behind the first
     * @param lines each with a value between
     */
    static Chart of(String title, boolean time, long from, long to, long slotMs, List<Values> lines) {
        double highest = 0;
        for (Values line : lines) {
            for (long slot = from; slot <= to; slot++) {
                float value = line.at().apply(slot);
                highest = Float.isNaN(value) ? highest : Math.max(highest, value);
            }
        }
        List<Line> drawn = new ArrayList<>();
        for (Values line : lines) {
            drawn.add(draw(line, from, to, highest));
        }
        return new Chart(title, time, highest, (to - from) * slotMs, drawn);
    }

    private static Line draw(Values line, long from, long to, double top) {
        StringBuilder path = new StringBuilder();
        double last = Double.NaN;
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        long before = Long.MIN_VALUE;
        for (long slot = from; slot <= to; slot++) {
            float value = line.at().apply(slot);
            if (Float.isNaN(value)) {
                continue;
            }
            boolean joined = before != Long.MIN_VALUE && slot - before - 1 <= BRIDGED;
            double x = WIDTH * (slot - from) / (double) (to - from);
            double y = HEIGHT - (top == 0 ? 0 : HEIGHT * value / top);
            String place = String.format(Locale.ROOT, "%.1f %.1f", x, y);
            // A line to the same place is a dot, where a value stands alone.
            path.append(joined ? "L" : "M").append(place).append(joined ? "" : "L" + place);
            before = slot;
            last = value;
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        return new Line(line.name(), path.toString(), last, lowest, highest);
    }
}
