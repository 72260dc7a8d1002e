package dev.millrace.transforms.rewrite;

import dev.millrace.kit.path.PathSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Changes entries of maps whose schema is known. */
final class MapNode implements Node {

    private final Schema after;
    private final PathSet set;
    private final Function<PathSet, Optional<Node>> compile;
    private final Function<String, List<ActiveRule>> strictly;
    private final Map<PathSet, Optional<Node>> nodes = new ConcurrentHashMap<>();
    private final Below below;

    /**
     * A node for maps of one schema.
     *
     * @param set where the paths stand at the map
     * @param compile makes what is done with the value of an entry
     * @param strictly the rules that lead nowhere where an entry is not there
     * @param below the rules that lead into the map
     */
    MapNode(
            Schema after,
            PathSet set,
            Function<PathSet, Optional<Node>> compile,
            Function<String, List<ActiveRule>> strictly,
            Below below) {
        this.after = after;
        this.set = set;
        this.compile = compile;
        this.strictly = strictly;
        this.below = below;
    }

    @Override
    public Schema after() {
        return after;
    }

    @Override
    public @Nullable Object apply(Pass pass, @Nullable Object value) {
        if (value == null) {
            return below.nothing(pass);
        }
        Map<?, ?> map = (Map<?, ?>) value;
        if (map.isEmpty() && set.takesAnyName()) {
            below.empty(pass);
        }
        for (String name : set.names()) {
            if (!map.containsKey(name)) {
                strictly.apply(name).forEach(rule -> rule.whereMissing(""));
            }
        }
        return changed(pass, map);
    }

    private Map<?, ?> changed(Pass pass, Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> copy = null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object now = entry.getValue();
            String name = String.valueOf(entry.getKey());
            Object then = entry(pass, entry.getKey() instanceof String ? set.name(name) : set.otherName(), name, now);
            if (then != now) {
                copy = copy == null ? new LinkedHashMap<>(map) : copy;
                copy.put(entry.getKey(), then);
            }
        }
        return copy == null ? map : copy;
    }

    private @Nullable Object entry(Pass pass, PathSet at, String name, @Nullable Object value) {
        Optional<Node> node = nodes.get(at);
        if (node == null) {
            node = nodes.computeIfAbsent(at, compile);
        }
        if (node.isEmpty()) {
            return Housed.in(after.valueSchema(), value);
        }
        pass.enter(name);
        Object changed = node.get().apply(pass, value);
        pass.leave();
        return node.get().after() == after.valueSchema() ? changed : Housed.in(after.valueSchema(), changed);
    }
}
