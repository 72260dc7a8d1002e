package dev.millrace.transforms.shape;

import dev.millrace.kit.path.SchemaPlans;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Moves the parts of one side of records. For any thread. */
public final class Reshaper implements AutoCloseable {

    private static final String NAME = "Restructure";

    private final Side side;
    private final RestructureSettings settings;
    private final RuleMeters meters;
    private final Guard guard;
    private final SchemaPlans<StructPlan> plans;

    public Reshaper(AbstractConfig config, Side side) {
        this.side = side;
        this.settings = RestructureSettings.from(config);
        this.meters = RuleMeters.register(
                NAME, settings.steps().stream().map(Step::rule).distinct().toList());
        this.guard = new Guard(NAME, side, settings.policies(), meters);
        this.plans = new SchemaPlans<>(
                NAME,
                settings.cache().schemas(),
                schema -> StructPlan.of(schema, settings.steps(), settings.schemaName()));
        meters.watch(plans);
    }

    /** The options of a reshaper. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        RestructureSettings.define(definition);
        return definition;
    }

    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::reshape);
    }

    private <R extends ConnectRecord<R>> R reshape(R record) {
        try {
            Object value = Objects.requireNonNull(side.value(record));
            if (value instanceof Struct struct) {
                return ofStruct(record, struct);
            }
            if (MapMaterial.isObject(value) && side.schema(record) == null) {
                return ofMap(record, value);
            }
            throw new RuleFailure("", "", "no-object");
        } catch (RuleFailure failure) {
            if (settings.policies().errors() != Policies.Errors.KEEP) {
                throw failure;
            }
            meters.failed(failure.rule());
            return record;
        }
    }

    private <R extends ConnectRecord<R>> R ofStruct(R record, Struct struct) {
        StructPlan plan = plans.of(struct.schema());
        Struct reshaped = plan.apply(struct, record);
        count(plan.applied());
        return plan.changes() ? side.with(record, plan.schema(), reshaped) : record;
    }

    private <R extends ConnectRecord<R>> R ofMap(R record, Object value) {
        Branch root = MapMaterial.MATERIAL.open(value);
        boolean changed = false;
        for (Step step : settings.steps()) {
            if (step.apply(root, MapMaterial.MATERIAL)) {
                changed = true;
                meters.applied(step.rule());
            } else {
                meters.skipped(step.rule());
            }
        }
        return changed ? side.with(record, null, MapMaterial.finished(root)) : record;
    }

    private void count(List<String> applied) {
        for (Step step : settings.steps()) {
            if (applied.contains(step.rule())) {
                meters.applied(step.rule());
            } else {
                meters.skipped(step.rule());
            }
        }
    }

    @Override
    public void close() {
        guard.close();
    }
}
