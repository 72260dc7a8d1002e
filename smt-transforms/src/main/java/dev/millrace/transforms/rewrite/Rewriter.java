package dev.millrace.transforms.rewrite;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathSet;
import dev.millrace.kit.path.SchemaPlans;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Changes values in their places, in one pass however many rules there are, in structs, maps and lists nested in any way.
 *
 * <p>What is handed in is never changed: what lies on the way to a change is copied, in its order, and the rest is shared. Where
 * nothing changes, the same instances come back. For each schema a plan is made once, with the derived schema; so equal
 * schemas in give one instance out. A place is changed before what it lies in, and rules of one place follow each other in
 * their order. For any thread.
 */
public final class Rewriter {

    /**
     * One change at the places of a path.
     *
     * @param id what tells the rule from the transform's others
     * @param path from the side's beginning; its root is not looked at
     * @param change what is done with the values there
     */
    public record Rule(String id, FieldPath path, Change change) {}

    private final List<ActiveRule> rules;
    private final List<ActiveRule> loose;
    private final PathSet begin;
    private final SchemaPlans<RewritePlan> plans;
    private final OpenNode open;

    /**
     * A rewriter without plans yet.
     *
     * @param transform its name, for the log
     * @param schemas for how many schemas plans are kept
     */
    public Rewriter(String transform, List<Rule> rules, Policies policies, RuleMeters meters, int schemas) {
        List<ActiveRule> active = IntStream.range(0, rules.size())
                .mapToObj(number -> new ActiveRule(number, rules.get(number), policies, meters))
                .toList();
        this.rules = active;
        this.loose = active.stream().filter(ActiveRule::isLoose).toList();
        this.begin = PathSet.of(rules.stream().map(Rule::path).toList());
        this.plans = new SchemaPlans<>(transform, schemas, schema -> new PlanCompiler(active).plan(schema, begin, ""));
        OpenNodes nodes = new OpenNodes(active, set -> {
            SchemaPlans<RewritePlan> inner =
                    new SchemaPlans<>(transform, schemas, schema -> new PlanCompiler(active).plan(schema, set, null));
            meters.watch(inner);
            return inner;
        });
        this.open = nodes.of(begin);
        meters.watch(plans);
    }

    /**
     * Applies all rules to one side of a record.
     *
     * @param record the record as it came
     * @param schema the schema of the side; null in records without one
     * @param value the value of the side
     * @return the schema and value behind the rules
     * @throws RuleFailure when a rule fails and its policies say so
     * @throws DroppedRecord when the policies say that the record is dropped
     */
    public SchemaAndValue rewrite(ConnectRecord<?> record, @Nullable Schema schema, @Nullable Object value) {
        Schema known = value instanceof Struct struct ? struct.schema() : schema;
        if (known == null) {
            Pass pass = new Pass(record, loose.isEmpty() ? 0 : rules.size(), !loose.isEmpty());
            Object changed = open.apply(pass, value, 0);
            settle(pass, loose);
            return new SchemaAndValue(null, changed);
        }
        RewritePlan plan = plans.of(known);
        Pass pass = new Pass(record, plan.open().isEmpty() ? 0 : rules.size(), plan.byKeys());
        Object changed = plan.apply(pass, value);
        settle(pass, plan.open());
        boolean same = schema == null || plan.after() == plan.before();
        return new SchemaAndValue(same ? schema : plan.after(), changed);
    }

    private static void settle(Pass pass, List<ActiveRule> searching) {
        for (ActiveRule rule : searching) {
            if (!pass.hasFound(rule.number())) {
                rule.whereNothingFound();
            }
        }
    }
}
