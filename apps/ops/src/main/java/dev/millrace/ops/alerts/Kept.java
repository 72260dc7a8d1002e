package dev.millrace.ops.alerts;

import java.util.List;
import java.util.Map;

/**
 * What outlives the console.
 *
 * @param waiting notices that a channel has not taken, by its name
 */
record Kept(
        List<Alert> open,
        List<Alert> past,
        List<Silence> silences,
        Map<String, List<Notice>> waiting,
        Map<String, List<Counters.Sample>> counters,
        Map<String, Arrivals.Seen> arrivals) {

    static final Kept NOTHING = new Kept(List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of());

    Kept {
        open = List.copyOf(open);
        past = List.copyOf(past);
        silences = List.copyOf(silences);
        waiting = Map.copyOf(waiting);
        counters = Map.copyOf(counters);
        arrivals = Map.copyOf(arrivals);
    }
}
