package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.SchemaPlans;
import dev.millrace.transforms.rewrite.RuleMeters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies a mapping to one side of records, with one plan for each schema and one for all maps. For any thread. */
public final class Mapper {

    private static final Logger log = LoggerFactory.getLogger(Mapper.class);

    /** More complaints than these are about a document that fits nothing. */
    private static final int MOST_COMPLAINTS = 1_000;

    private final PlanRules rules;
    private final SchemaPlans<Plan> plans;
    private final Plan forMaps;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Prepares a mapping for records. */
    public Mapper(Mapping mapping, MappingSettings settings, RuleMeters meters) {
        TargetNode tree = TargetNode.root();
        mapping.fields().forEach(tree::add);
        mapping.removed().forEach(tree::remove);
        this.rules = new PlanRules(mapping, tree, settings.patches(), settings.root(), settings.policies(), meters);
        this.plans = new SchemaPlans<>("MapFields", settings.schemas(), this::compile);
        this.forMaps = new PlanCompiler(rules, null).compile();
        meters.watch(plans);
        settings.apply(mapping);
    }

    /** The names of the rules, for their figures. */
    public static List<String> rules(Mapping mapping) {
        return mapping.fields().stream().map(MappingField::rule).toList();
    }

    /**
     * Makes what the document says of one side of a record.
     *
     * @param schema of that side, as far as the record has one
     * @param value of that side; never changed
     * @throws dev.millrace.transforms.rewrite.RuleFailure when a rule can't be applied, and is to fail then
     */
    public SchemaAndValue map(ConnectRecord<?> record, @Nullable Schema schema, Object value) {
        rules.meters().appliedEvery();
        Schema known = value instanceof Struct struct ? struct.schema() : schema;
        return (known == null ? forMaps : plans.of(known)).apply(record, value);
    }

    private Plan compile(Schema schema) {
        Plan plan = new PlanCompiler(rules, schema).compile();
        List<String> fresh = new ArrayList<>(plan.complaints());
        fresh.removeIf(complaint -> told.size() >= MOST_COMPLAINTS || !told.add(complaint));
        if (!fresh.isEmpty()) {
            log.warn(
                    "Mapping {} reads what the schema {} has not: {}",
                    rules.mapping().id(),
                    schema.name(),
                    String.join("; ", fresh));
        }
        return plan;
    }
}
