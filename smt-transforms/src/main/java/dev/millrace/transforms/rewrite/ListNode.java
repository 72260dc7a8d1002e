package dev.millrace.transforms.rewrite;

import dev.millrace.kit.path.PathSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Changes elements of lists whose schema is known: all of them alike, or those that paths ask for by number. */
final class ListNode implements Node {

    private final Schema after;
    private final PathSet set;
    private final Function<PathSet, Optional<Node>> compile;
    private final Function<Integer, List<ActiveRule>> beyond;
    private final Map<PathSet, Optional<Node>> nodes = new ConcurrentHashMap<>();
    private final Below below;

    /**
     * A node for lists of one schema.
     *
     * @param set where the paths stand at the list
     * @param compile makes what is done with an element
     * @param beyond the rules that lead nowhere in a list of so many elements
     * @param below the rules that lead into the list
     */
    ListNode(
            Schema after,
            PathSet set,
            Function<PathSet, Optional<Node>> compile,
            Function<Integer, List<ActiveRule>> beyond,
            Below below) {
        this.after = after;
        this.set = set;
        this.compile = compile;
        this.beyond = beyond;
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
        List<?> list = (List<?>) value;
        if (list.isEmpty()) {
            below.empty(pass);
        }
        if (set.takesIndexes()) {
            beyond.apply(list.size()).forEach(rule -> rule.whereMissing("the list is shorter"));
        }
        return changed(pass, list);
    }

    private List<?> changed(Pass pass, List<?> list) {
        List<@Nullable Object> copy = null;
        pass.enter(Pass.ELEMENT);
        for (int i = 0; i < list.size(); i++) {
            Object now = list.get(i);
            Object then = element(pass, set.element(i, list.size()), now);
            if (then != now && copy == null) {
                copy = new ArrayList<>(list);
            }
            if (copy != null) {
                copy.set(i, then);
            }
        }
        pass.leave();
        return copy == null ? list : copy;
    }

    private @Nullable Object element(Pass pass, PathSet at, @Nullable Object value) {
        Optional<Node> node = nodes.get(at);
        if (node == null) {
            node = nodes.computeIfAbsent(at, compile);
        }
        Object changed = node.isEmpty() ? value : node.get().apply(pass, value);
        boolean fits = node.isPresent() && node.get().after() == after.valueSchema();
        return fits ? changed : Housed.in(after.valueSchema(), changed);
    }
}
