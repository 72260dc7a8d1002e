package dev.millrace.transforms.rewrite;

import dev.millrace.kit.path.PathSet;
import dev.millrace.kit.path.SchemaPlans;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/** What is done at each set of places of values without a schema, and with the structs that lie in them. For any thread. */
final class OpenNodes {

    private final List<ActiveRule> rules;
    private final Function<PathSet, SchemaPlans<RewritePlan>> plans;
    private final Map<PathSet, OpenNode> nodes = new ConcurrentHashMap<>();
    private final Map<PathSet, SchemaPlans<RewritePlan>> structs = new ConcurrentHashMap<>();

    OpenNodes(List<ActiveRule> rules, Function<PathSet, SchemaPlans<RewritePlan>> plans) {
        this.rules = rules;
        this.plans = plans;
    }

    OpenNode of(PathSet set) {
        OpenNode known = nodes.get(set);
        return known == null ? nodes.computeIfAbsent(set, fresh -> new OpenNode(this, fresh)) : known;
    }

    RewritePlan plan(PathSet set, Schema schema) {
        return structs.computeIfAbsent(set, plans).of(schema);
    }

    List<ActiveRule> rules(List<Integer> paths) {
        return paths.stream().map(rules::get).toList();
    }
}
