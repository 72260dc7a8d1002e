package dev.millrace.ops.map;

import dev.millrace.ops.watch.FlowView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Joins connectors that share a topic. */
final class Pictures {

    private final Map<String, String> parents = new HashMap<>();

    private Pictures() {}

    /** The worst first, then by title. */
    static List<Picture> of(List<FlowView> flows) {
        return new Pictures()
                .joined(flows).stream()
                        .map(Picture::of)
                        .sorted(Comparator.comparingInt(Picture::rank).thenComparing(Picture::title))
                        .toList();
    }

    private List<List<FlowView>> joined(List<FlowView> flows) {
        // A connector and a topic may have the same name; a connector's has no slash before it.
        flows.forEach(flow -> flow.topics().forEach(topic -> join(flow.name(), "/" + topic)));
        Map<String, List<FlowView>> groups = new LinkedHashMap<>();
        flows.forEach(flow -> groups.computeIfAbsent(root(flow.name()), first -> new ArrayList<>())
                .add(flow));
        return List.copyOf(groups.values());
    }

    private void join(String one, String other) {
        parents.put(root(one), root(other));
    }

    private String root(String node) {
        String root = node;
        String parent = parents.getOrDefault(root, root);
        while (!parent.equals(root)) {
            // Halves the way for the next who asks.
            parents.put(root, parents.getOrDefault(parent, parent));
            root = parent;
            parent = parents.getOrDefault(root, root);
        }
        return root;
    }
}
