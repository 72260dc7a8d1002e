package dev.millrace.ops.watch;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.connect.ConnectApi;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The topics that connectors really write and read, as their workers saw it. A few connectors are asked at each look, those
 * first that were not asked for longest: the API takes a call for each. For one thread.
 */
final class TopicsInUse {

    /** Connectors that are asked at one look. */
    static final int AT_ONCE = 50;

    private final ConnectApi connect;

    /** By connector, the one asked longest ago first. */
    private final Map<String, List<String>> known = new LinkedHashMap<>();

    TopicsInUse(ConnectApi connect) {
        this.connect = connect;
    }

    /** What is known of these connectors after some more were asked; nothing of a connector that was not asked yet. */
    Map<String, List<String>> of(Collection<String> connectors) {
        known.keySet().retainAll(connectors);
        List<String> unasked =
                connectors.stream().filter(name -> !known.containsKey(name)).toList();
        List<String> next = Stream.concat(unasked.stream(), List.copyOf(known.keySet()).stream())
                .limit(AT_ONCE)
                .toList();
        for (String name : next) {
            List<String> topics;
            try {
                topics = connect.topics(name);
            } catch (CommandFailure untold) {
                // topic.tracking.enable=false is answered by 403: what the configuration names is all there is.
                topics = known.getOrDefault(name, List.of());
            }
            known.remove(name);
            known.put(name, topics);
        }
        return Map.copyOf(known);
    }
}
