package dev.millrace.ops.setaside;

import dev.millrace.ops.dlq.Destination;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.FlowView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The topics that these pages open: those that connectors of the cluster set records aside in, what was parked of them, and
 * those that the console was told. No other, for topics hold payload.
 *
 * @param more that no connector names, such as those of other programs
 */
record KnownTopics(Supplier<ClusterView> view, List<String> more) {

    KnownTopics {
        more = List.copyOf(more);
    }

    /** By name, each with the connectors that name it. */
    Map<String, List<String>> all() {
        Map<String, List<String>> topics = new TreeMap<>();
        more.forEach(topic -> topics.put(topic, new ArrayList<>()));
        for (FlowView flow : view.get().flows()) {
            for (String topic : flow.setAsideTopics()) {
                topics.computeIfAbsent(topic, unseen -> new ArrayList<>()).add(flow.name());
            }
        }
        return topics;
    }

    /** The connectors of a topic; empty when it is none of these. */
    Optional<List<String>> connectors(String topic) {
        Map<String, List<String>> all = all();
        return all.entrySet().stream()
                .filter(entry -> topic.equals(entry.getKey()) || topic.equals(Destination.parked(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
