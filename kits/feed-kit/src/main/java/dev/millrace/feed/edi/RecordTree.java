package dev.millrace.feed.edi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of a record while it grows: units in units, each with its own segments. Not thread-safe. */
final class RecordTree {

    private final Deque<Map<String, Object>> open = new ArrayDeque<>();
    private final Map<String, Object> root;

    RecordTree(Envelope envelope) {
        root = node(envelope);
        open.push(root);
    }

    /** A record of segments outside of all transaction sets. */
    static Map<String, Object> loose(Segment segment) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("segments", List.of(segment.value()));
        return value;
    }

    private static Map<String, Object> node(Envelope envelope) {
        Map<String, Object> node = new LinkedHashMap<>();
        envelope.fields().forEach((name, value) -> {
            if (!name.startsWith("separator.")) {
                node.put(name.replace('.', '_'), value);
            }
        });
        node.put("segments", new ArrayList<>());
        return node;
    }

    /** Opens a unit within the one that is open: {@code groups} or {@code transactions}. */
    void open(String list, Envelope envelope) {
        Map<String, Object> node = node(envelope);
        children(list).add(node);
        open.push(node);
    }

    void add(Segment segment) {
        children("segments").add(segment.value());
    }

    /** The segments of the innermost unit. */
    List<Object> segments() {
        return children("segments");
    }

    /** Puts loops in the place of the innermost unit's segments. */
    void nest(List<Object> loops) {
        open.element().put("segments", loops);
    }

    void close() {
        open.pop();
    }

    Map<String, Object> value() {
        return root;
    }

    @SuppressWarnings("unchecked")
    private List<Object> children(String name) {
        return (List<Object>) open.element().computeIfAbsent(name, key -> new ArrayList<>());
    }
}
