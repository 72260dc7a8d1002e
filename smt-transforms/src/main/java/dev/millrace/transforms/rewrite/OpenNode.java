package dev.millrace.transforms.rewrite;

import dev.millrace.kit.path.PathSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** What is done with values without a schema, found step by step; only what changes is copied. For any thread. */
final class OpenNode {

    /** Where documents end that can't be meant: a value that is nested deeper would end the thread's stack. */
    private static final int DEEPEST = 500;

    private final OpenNodes nodes;
    private final PathSet set;
    private final List<ActiveRule> here;
    private final List<ActiveRule> strictNames;
    private final List<ActiveRule> strictElements;
    private final List<String> names;
    private final Below below;
    private final boolean passesScalars;
    private volatile @Nullable Children children;

    /** What is done one step further; made at the first use, for a set that searches at any depth leads to itself. */
    private record Children(Map<String, OpenNode> named, OpenNode other, OpenNode elements) {

        OpenNode of(String name) {
            OpenNode child = named.get(name);
            return child == null ? other : child;
        }
    }

    OpenNode(OpenNodes nodes, PathSet set) {
        this.nodes = nodes;
        this.set = set;
        this.here = nodes.rules(set.here());
        this.strictNames = nodes.rules(set.strictNames());
        this.strictElements = nodes.rules(set.strictElements());
        this.names = List.copyOf(set.names());
        List<ActiveRule> leading = new ArrayList<>(nodes.rules(set.paths()));
        leading.removeAll(here);
        this.below = new Below(leading);
        this.passesScalars = here.isEmpty() && strictNames.isEmpty() && strictElements.isEmpty();
    }

    private static boolean isScalar(@Nullable Object value) {
        return isPlain(value)
                || (value != null && !(value instanceof Map || value instanceof List || value instanceof Struct));
    }

    /** The most frequent scalars; to find that a text is no map takes longer than to find that it is a text. */
    private static boolean isPlain(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    @Nullable
    Object apply(Pass pass, @Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new RuleFailure("", "", "too-deep", "the value is nested too deep");
        }
        if (value instanceof Struct struct) {
            return nodes.plan(set, struct.schema()).apply(pass, struct);
        }
        Object inner = value;
        if (isPlain(value)) {
            partless();
        } else if (value instanceof Map<?, ?> map) {
            missing(strictElements, "a map has no elements");
            inner = inMap(pass, map, depth);
        } else if (value instanceof List<?> list) {
            missing(strictNames, "a list has no fields; write [*] or an index before the name");
            inner = inList(pass, list, depth);
        } else if (value == null) {
            inner = below.nothing(pass);
        } else {
            partless();
        }
        return here.isEmpty() ? inner : whole(pass, inner);
    }

    private void partless() {
        missing(strictNames, "a value has no parts");
        missing(strictElements, "a value has no parts");
    }

    private @Nullable Object whole(Pass pass, @Nullable Object value) {
        Object current = value;
        for (int i = 0; i < here.size(); i++) {
            ActiveRule rule = here.get(i);
            pass.found(rule.number());
            if (value == null) {
                current = rule.whereNull(null, null);
            } else if (current != null) {
                current = rule.apply(pass, null, current, null);
            }
        }
        return current;
    }

    private Map<?, ?> inMap(Pass pass, Map<?, ?> map, int depth) {
        if (set.takesAnyName()) {
            return inEntries(pass, map, depth);
        }
        Children next = children();
        Map<@Nullable Object, @Nullable Object> copy = null;
        for (String name : names) {
            Object now = map.get(name);
            if (now == null && !map.containsKey(name)) {
                missing(nodes.rules(set.strictly(name)), "");
            } else {
                Object then = entry(pass, next.of(name), name, now, depth);
                if (then != now) {
                    copy = copy == null ? new LinkedHashMap<>(map) : copy;
                    copy.put(name, then);
                }
            }
        }
        return copy == null ? map : copy;
    }

    private Map<?, ?> inEntries(Pass pass, Map<?, ?> map, int depth) {
        if (map.isEmpty()) {
            below.empty(pass);
        }
        for (String name : names) {
            if (!map.containsKey(name)) {
                missing(nodes.rules(set.strictly(name)), "");
            }
        }
        Children next = children();
        Map<@Nullable Object, @Nullable Object> copy = null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object now = entry.getValue();
            String name = String.valueOf(entry.getKey());
            Object then =
                    entry(pass, entry.getKey() instanceof String ? next.of(name) : next.other(), name, now, depth);
            if (then != now) {
                copy = copy == null ? new LinkedHashMap<>(map) : copy;
                copy.put(entry.getKey(), then);
            }
        }
        return copy == null ? map : copy;
    }

    private static @Nullable Object entry(Pass pass, OpenNode child, String name, @Nullable Object value, int depth) {
        if (child.set.isEmpty() || (child.passesScalars && isScalar(value))) {
            return value;
        }
        pass.enter(name);
        Object changed = child.apply(pass, value, depth + 1);
        pass.leave();
        return changed;
    }

    private List<?> inList(Pass pass, List<?> list, int depth) {
        if (!set.takesElements()) {
            return list;
        }
        if (list.isEmpty()) {
            below.empty(pass);
        }
        if (set.takesIndexes()) {
            missing(nodes.rules(set.strictlyBeyond(list.size())), "the list is shorter");
        }
        List<@Nullable Object> copy = null;
        pass.enter(Pass.ELEMENT);
        for (int i = 0; i < list.size(); i++) {
            OpenNode child = set.takesIndexes()
                    ? nodes.of(set.element(i, list.size()))
                    : children().elements();
            Object now = list.get(i);
            Object then = child.set.isEmpty() ? now : child.apply(pass, now, depth + 1);
            if (then != now) {
                copy = copy == null ? new ArrayList<>(list) : copy;
                copy.set(i, then);
            }
        }
        pass.leave();
        return copy == null ? list : copy;
    }

    private Children children() {
        Children known = children;
        if (known == null) {
            Map<String, OpenNode> named = new HashMap<>();
            names.forEach(name -> named.put(name, nodes.of(set.name(name))));
            known = new Children(named, nodes.of(set.otherName()), nodes.of(set.anyElement()));
            children = known;
        }
        return known;
    }

    private static void missing(List<ActiveRule> rules, String hint) {
        for (int i = 0; i < rules.size(); i++) {
            rules.get(i).whereMissing(hint);
        }
    }
}
