package dev.millrace.ops.figures;

import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import dev.millrace.ops.watch.FlowView.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The last hours of each connector: {@value #SLOTS} values of each measure, one for every 15 seconds, or for every look where
 * looks are rarer; that is three hours, or more. A connector takes {@value #BYTES_OF_A_CONNECTOR} bytes for values at most, five hundred
 * ten million, and none once it is gone from the cluster. It is kept in memory only. Safe for use by several threads.
 */
public final class History {

    static final int SLOTS = 720;

    /** A float for each slot of each measure. */
    static final int BYTES_OF_A_CONNECTOR = SLOTS * 7 * 4;

    private static final Duration SLOT = Duration.ofSeconds(15);

    /** Charts of a console that was just started are so wide. */
    private static final Duration NARROWEST = Duration.ofMinutes(10);

    private final long slotMs;
    private final Map<String, Map<Measure, Ring>> rings = new HashMap<>();
    private final Map<String, FlowView> before = new HashMap<>();
    private final Map<String, Latencies> requests = new HashMap<>();
    private long first = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;

    /** @param interval from look to look */
    public History(Duration interval) {
        this.slotMs = Math.max(SLOT.toMillis(), interval.toMillis());
    }

    /** Takes what a look has measured: a listener of {@code Watch}. */
    @SuppressWarnings("ReferenceEquality") // what was measured again is another object, be it equal
    public synchronized void record(ClusterView view) {
        long slot = view.taken().toEpochMilli() / slotMs;
        Set<String> names = new HashSet<>();
        for (FlowView flow : view.flows()) {
            names.add(flow.name());
            // The very same object is from a look before: nothing was measured since.
            if (before.put(flow.name(), flow) != flow) {
                record(flow.name(), slot, flow.readings());
                recordRequests(flow.name(), slot, view.figures());
                first = Math.min(first, slot);
                newest = Math.max(newest, slot);
            }
        }
        rings.keySet().retainAll(names);
        before.keySet().retainAll(names);
        requests.keySet().retainAll(names);
    }

    /** Charts of what was measured of a connector, up to the newest look; none of what never was. */
    public synchronized List<Chart> charts(String connector) {
        Map<Measure, Ring> measured = rings.getOrDefault(connector, Map.of());
        long shown = Math.max(NARROWEST.toMillis() / slotMs, Math.min(SLOTS - 1L, newest - first));
        long from = newest - shown;
        List<Chart> charts = new ArrayList<>();
        for (Measure.Picture picture : Measure.PICTURES) {
            List<Chart.Values> lines = picture.parts().stream()
                    .flatMap(part -> Optional.ofNullable(measured.get(part.measure()))
                            .map(ring -> new Chart.Values(part.name(), ring::at))
                            .stream())
                    .filter(values -> values.isMeasured(from, newest))
                    .toList();
            if (!lines.isEmpty()) {
                charts.add(Chart.of(picture.title(), picture.time(), from, newest, slotMs, lines));
            }
        }
        return charts;
    }

    /** What was measured of a connector at most so long before the newest look, the eldest of it; empty when nothing was. */
    public synchronized OptionalDouble eldest(String connector, Measure measure, Duration within) {
        Ring ring = rings.getOrDefault(connector, Map.of()).get(measure);
        if (ring != null) {
            for (long slot = newest - Math.min(SLOTS - 1L, within.toMillis() / slotMs); slot <= newest; slot++) {
                if (!Float.isNaN(ring.at(slot))) {
                    return OptionalDouble.of(ring.at(slot));
                }
            }
        }
        return OptionalDouble.empty();
    }

    /** How many bytes the values take. */
    synchronized long bytes() {
        return rings.values().stream().mapToLong(Map::size).sum() * SLOTS * 4L;
    }

    private void record(String connector, long slot, Readings readings) {
        put(connector, slot, Measure.RATE, readings.recordsPerSecond());
        put(connector, slot, Measure.LAG, number(readings.lag()));
        put(connector, slot, Measure.OLDEST, number(readings.oldestMs()));
        put(connector, slot, Measure.FRESHNESS, number(readings.freshnessMs()));
        put(connector, slot, Measure.SET_ASIDE, number(readings.setAside()));
    }

    private void recordRequests(String connector, long slot, Figures figures) {
        Optional<Latencies> now = Latencies.of(figures, connector);
        Latencies last = requests.remove(connector);
        if (now.isPresent()) {
            requests.put(connector, now.get());
            if (last != null) {
                put(connector, slot, Measure.HALF_OF_REQUESTS, now.get().quantile(0.5, last));
                put(connector, slot, Measure.MOST_REQUESTS, now.get().quantile(0.99, last));
            }
        }
    }

    private void put(String connector, long slot, Measure measure, OptionalDouble value) {
        if (value.isPresent()) {
            rings.computeIfAbsent(connector, name -> new EnumMap<>(Measure.class))
                    .computeIfAbsent(measure, kind -> new Ring(SLOTS))
                    .put(slot, value.getAsDouble());
        }
    }

    private static OptionalDouble number(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
    }
}
