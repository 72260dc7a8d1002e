package dev.millrace.transforms.rewrite;

import dev.millrace.kit.path.NearestName;
import dev.millrace.kit.path.PathSet;
import dev.millrace.kit.path.PathText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Settles for one schema what the rules do with its records, and which of them lead nowhere. Used once, by one thread: what is
 * settled later, when an element is met, has a compiler of its own.
 */
final class PlanCompiler {

    /** A schema that is nested deeper can't be meant; one that holds itself is nested for ever. */
    private static final int DEEPEST = 200;

    private final List<ActiveRule> rules;
    private final Map<ActiveRule, String> missing = new LinkedHashMap<>();
    private final Set<ActiveRule> found = new LinkedHashSet<>();
    private final Set<ActiveRule> open = new LinkedHashSet<>();
    private final Set<String> names = new TreeSet<>();
    private int depth;

    PlanCompiler(List<ActiveRule> rules) {
        this.rules = rules;
    }

    /**
     * The plan of a schema.
     *
     * @param set where the paths stand at values of it
     * @param place where that is, where it is the same for all records
     */
    RewritePlan plan(Schema schema, PathSet set, @Nullable String place) {
        Optional<Node> node;
        try {
            node = node(schema, set, place);
        } catch (RuleFailure impossible) {
            return new RewritePlan(schema, null, Map.of(), List.of(), List.of(), false, impossible);
        }
        boolean byKeys = !open.isEmpty();
        open.removeAll(found);
        for (ActiveRule rule : rules(set.paths())) {
            if (place != null && rule.isLoose() && !found.contains(rule) && !open.contains(rule)) {
                missing.put(rule, rule.path().lastName().map(this::nearest).orElse(""));
            }
        }
        return new RewritePlan(schema, node.orElse(null), missing, List.copyOf(found), List.copyOf(open), byKeys, null);
    }

    private Optional<Node> node(Schema schema, PathSet set, @Nullable String place) {
        if (set.isEmpty()) {
            return Optional.empty();
        }
        if (depth > DEEPEST) {
            throw new RuleFailure("", "", "schema-too-deep", "the schema is nested too deep, or holds itself");
        }
        depth++;
        Optional<Node> inner = switch (schema.type()) {
            case STRUCT -> struct(schema, set, place);
            case ARRAY -> array(schema, set, place);
            case MAP -> map(schema, set);
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> {
                String hint = "a value of type " + schema.type().getName() + " has no parts";
                missing(set.strictNames(), hint);
                missing(set.strictElements(), hint);
                yield Optional.empty();
            }
        };
        depth--;
        return set.here().isEmpty() ? inner : Optional.of(here(schema, set, place, inner));
    }

    private Optional<Node> struct(Schema schema, PathSet set, @Nullable String place) {
        missing(set.strictElements(), "a struct has no elements");
        for (String name : set.names()) {
            if (schema.field(name) == null) {
                missing(set.strictly(name), hint(name, schema));
            }
        }
        List<Field> fields = schema.fields();
        @Nullable Node[] nodes = new Node[fields.size()];
        boolean touched = false;
        boolean derived = false;
        SchemaBuilder builder = DerivedSchema.struct(schema);
        for (Field field : fields) {
            names.add(field.name());
            String at = place == null ? null : PathText.field(place, field.name());
            Node node = node(field.schema(), set.name(field.name()), at).orElse(null);
            Schema after = node == null ? field.schema() : node.after();
            nodes[field.index()] = node;
            touched |= node != null;
            derived |= after != field.schema();
            builder.field(field.name(), after);
        }
        return touched
                ? Optional.of(new StructNode(schema, derived ? builder.build() : schema, nodes, below(set)))
                : Optional.empty();
    }

    private Optional<Node> array(Schema schema, PathSet set, @Nullable String place) {
        missing(set.strictNames(), "an array has no fields; write [*] or an index before the name");
        if (!set.takesElements()) {
            return Optional.empty();
        }
        String at = place == null ? null : PathText.each(place);
        Schema elements = schema.valueSchema();
        Set<Schema> afters = new LinkedHashSet<>();
        afters.add(after(elements, node(elements, set.anyElement(), at)));
        if (set.takesIndexes()) {
            afters.add(after(elements, node(elements, set.everyElement(), at)));
        }
        return Optional.of(new ListNode(
                DerivedSchema.array(schema, common(set, afters, place)),
                set,
                element -> new PlanCompiler(rules).node(elements, element, at),
                size -> rules(set.strictlyBeyond(size)),
                below(set)));
    }

    private Optional<Node> map(Schema schema, PathSet set) {
        missing(set.strictElements(), "a map has no elements");
        rules(set.paths()).stream().filter(ActiveRule::isLoose).forEach(open::add);
        if (set.names().isEmpty() && !set.takesAnyName()) {
            return Optional.empty();
        }
        Schema values = schema.valueSchema();
        Set<Schema> afters = new LinkedHashSet<>();
        afters.add(after(values, node(values, set.otherName(), null)));
        Map<PathSet, Node> refused = new HashMap<>();
        for (String name : set.names()) {
            Schema after = after(values, node(values, set.name(name), null));
            // What only a search takes need not be there; where it is, no map can hold it beside the others.
            boolean isAsked = !set.strictly(name).isEmpty();
            if (isAsked || common(with(afters, after)).isPresent()) {
                afters.add(after);
            } else {
                refused.put(set.name(name), new Refusal(values, mixed(set.name(name), null)));
            }
        }
        return Optional.of(new MapNode(
                DerivedSchema.map(schema, common(set, afters, null)),
                set,
                entry -> refused.containsKey(entry)
                        ? Optional.of(refused.get(entry))
                        : new PlanCompiler(rules).node(values, entry, null),
                name -> rules(set.strictly(name)),
                below(set)));
    }

    private Node here(Schema schema, PathSet set, @Nullable String place, Optional<Node> inner) {
        List<Leaf.Stage> stages = new ArrayList<>();
        Schema at = after(schema, inner);
        for (ActiveRule rule : rules(set.here())) {
            if (place != null) {
                found.add(rule);
            }
            Leaf.Stage stage = Leaf.stage(rule, at, place);
            stages.add(stage);
            at = stage.after();
        }
        Leaf leaf = new Leaf(stages, place);
        return inner.isEmpty() ? leaf : new InnerFirst(inner.get(), leaf);
    }

    private static Schema after(Schema before, Optional<Node> node) {
        return node.map(Node::after).orElse(before);
    }

    /** The schema for all values of an array or map, of which some may be changed and others not. */
    private Schema common(PathSet set, Set<Schema> schemas, @Nullable String place) {
        return common(schemas).orElseThrow(() -> mixed(set, place));
    }

    private static Optional<Schema> common(Set<Schema> schemas) {
        Optional<Schema> common = Optional.empty();
        for (Schema schema : schemas) {
            common = common.isEmpty() ? Optional.of(schema) : DerivedSchema.common(common.get(), schema);
            if (common.isEmpty()) {
                return common;
            }
        }
        return common;
    }

    private static Set<Schema> with(Set<Schema> schemas, Schema schema) {
        Set<Schema> all = new LinkedHashSet<>(schemas);
        all.add(schema);
        return all;
    }

    private RuleFailure mixed(PathSet set, @Nullable String place) {
        ActiveRule rule = rules(set.paths()).get(0);
        return new RuleFailure(
                rule.id(),
                place == null ? rule.path().toString() : place,
                "mixed-types",
                "the rule gives another type to some of the values there; all must have one: use [*] or *");
    }

    private void missing(List<Integer> paths, String hint) {
        rules(paths).forEach(rule -> missing.putIfAbsent(rule, hint));
    }

    private static String hint(String name, Schema schema) {
        List<String> there = schema.fields().stream().map(Field::name).toList();
        return "there is no field " + name
                + NearestName.in(name, there)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private String nearest(String name) {
        return "there is no field " + name
                + NearestName.in(name, List.copyOf(names))
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private Below below(PathSet set) {
        List<ActiveRule> leading = new ArrayList<>(rules(set.paths()));
        leading.removeAll(rules(set.here()));
        return new Below(leading);
    }

    private List<ActiveRule> rules(List<Integer> paths) {
        return paths.stream().map(rules::get).toList();
    }
}
