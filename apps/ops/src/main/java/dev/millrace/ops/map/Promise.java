package dev.millrace.ops.map;

import dev.millrace.ops.cluster.Flow;
import dev.millrace.ops.watch.FlowView.Readings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the registry promises of a flow, and how it stands.
 *
 * @param property such as latency
 * @param promised value and unit, as the registry has them
 * @param measuredMs what is measured of it, in milliseconds; empty when nobody does
 * @param look good for kept, bad for missed, idle for unknown
 */
public record Promise(String property, String promised, OptionalLong measuredMs, String look) {

    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?) (\\w+)");

    private static final Map<String, Long> UNITS = Map.of(
            "ms", 1L, "s", 1_000L, "sec", 1_000L, "min", 60_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    /** All that an entry promises; latency is held to the oldest record on its way, freshness to the newest one. */
    static List<Promise> of(Flow entry, Readings readings) {
        return entry.promises().entrySet().stream()
                .map(promise -> of(promise.getKey(), promise.getValue(), readings))
                .toList();
    }

    private static Promise of(String property, String promised, Readings readings) {
        OptionalLong measured = switch (property) {
            case "latency" -> readings.oldestMs();
            case "freshness" -> readings.freshnessMs();
            default -> OptionalLong.empty();
        };
        OptionalLong limit = milliseconds(promised);
        String look = "idle";
        if (measured.isPresent() && limit.isPresent()) {
            look = measured.getAsLong() <= limit.getAsLong() ? "good" : "bad";
        }
        return new Promise(property, promised, measured, look);
    }

    /** kept, missed, or not measured. */
    public String word() {
        return switch (look) {
            case "good" -> "kept";
            case "bad" -> "missed";
            default -> "not measured";
        };
    }

    static OptionalLong milliseconds(String promised) {
        Matcher time = TIME.matcher(promised);
        if (!time.matches()) {
            return OptionalLong.empty();
        }
        Long unit = UNITS.get(time.group(2).toLowerCase(Locale.ROOT));
        return unit == null
                ? OptionalLong.empty()
                : OptionalLong.of(new BigDecimal(time.group(1))
                        .multiply(BigDecimal.valueOf(unit))
                        .longValue());
    }
}
