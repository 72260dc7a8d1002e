package dev.millrace.ops.map;

import dev.millrace.ops.watch.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route of a webhook listener or of a REST sink, with what became of its requests since its task began.
 *
 * @param look good, warn or bad by the breaker; idle where there is none
 * @param state of the breaker, in words; empty where there is none
 * @param outcomes how many requests ended how, the ones that did
 * @param times in milliseconds
 */
public record RouteRow(String route, String look, String state, List<Count> outcomes, List<Count> times) {

    private static final Pattern NAME = Pattern.compile("(?:webhook_source|webhook_route|rest_sink_route)_(.+)");

    private static final Pattern OUTCOME = Pattern.compile(
            "(requests|refused|unavailable|enqueued|rejected|dedup)_\\w+|retried|throttled|deprecated_replies");

    private static final Pattern TIME =
            Pattern.compile("ack_p50_ms|ack_p99_ms|oldest_incomplete_ms|held_ms|retry_delay_ms");

    /** Shown though they are zero. */
    private static final Pattern ALWAYS = Pattern.compile("requests_(accepted|delivered)");

    /** A number and what it counts, or measures in milliseconds. */
    public record Count(String what, double number) {}

    /** The routes of one connector, by name; none where it has none or nobody reads its figures. */
    static List<RouteRow> of(List<Figure> figures) {
        Map<String, Map<String, Double>> routes = new TreeMap<>();
        for (Figure figure : figures) {
            Matcher name = NAME.matcher(figure.name());
            if (figure.label("route").isPresent() && name.matches()) {
                boolean counted = OUTCOME.matcher(name.group(1)).matches();
                routes.computeIfAbsent(figure.label("route").orElseThrow(), first -> new TreeMap<>())
                        .merge(name.group(1), figure.value(), counted ? Double::sum : Math::max);
            }
        }
        List<RouteRow> rows = new ArrayList<>();
        routes.forEach((route, values) -> rows.add(of(route, values)));
        return List.copyOf(rows);
    }

    private static RouteRow of(String route, Map<String, Double> values) {
        List<Count> outcomes = new ArrayList<>();
        List<Count> times = new ArrayList<>();
        values.forEach((name, value) -> {
            if (OUTCOME.matcher(name).matches()
                    && (value > 0 || ALWAYS.matcher(name).matches())) {
                outcomes.add(new Count(name.replaceFirst("^requests_", "").replace('_', ' '), value));
            } else if (TIME.matcher(name).matches() && value > 0) {
                times.add(new Count(name.replaceFirst("_ms$", "").replace('_', ' '), value));
            }
        });
        Double breaker = values.get("breaker");
        if (breaker == null) {
            return new RouteRow(route, "idle", "", outcomes, times);
        }
        return switch (breaker.intValue()) {
            case 0 -> new RouteRow(route, "good", "receiver up", outcomes, times);
            case 1 -> new RouteRow(route, "warn", "on trial", outcomes, times);
            default -> new RouteRow(route, "bad", "receiver down", outcomes, times);
        };
    }
}
