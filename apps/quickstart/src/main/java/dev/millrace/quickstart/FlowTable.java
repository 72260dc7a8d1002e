package dev.millrace.quickstart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the counts of all flows as text, with the rate since the drawing before. */
final class FlowTable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<String, Long> before = new HashMap<>();
    private long drawnAt;

    /** Starts measuring at this moment, in nanoseconds of {@link System#nanoTime()}. */
    FlowTable(long now) {
        this.drawnAt = now;
    }

    /** The lines of the table, the header first. */
    List<String> draw(List<FlowCount> counts, long now) {
        double seconds = (now - drawnAt) / NANOS_PER_SECOND;
        int width =
                counts.stream().mapToInt(count -> count.flow().length()).max().orElse(0);
        width = Math.max(width, "flow".length());
        List<String> lines = new ArrayList<>();
        lines.add(
                ("%-" + width + "s %10s %10s %10s %10s").formatted("flow", "read", "delivered", "set aside", "rate/s"));
        for (FlowCount count : counts) {
            long news = count.delivered() - before.getOrDefault(count.flow(), 0L);
            before.put(count.flow(), count.delivered());
            lines.add(String.format(
                    Locale.ROOT,
                    "%-" + width + "s %10d %10d %10d %10.0f",
                    count.flow(),
                    count.read(),
                    count.delivered(),
                    count.aside(),
                    seconds > 0 ? news / seconds : 0));
        }
        drawnAt = now;
        return List.copyOf(lines);
    }
}
