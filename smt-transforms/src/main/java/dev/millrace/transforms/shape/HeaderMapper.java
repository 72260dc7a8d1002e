package dev.millrace.transforms.shape;

import dev.millrace.kit.path.SchemaPlans;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Moves values between headers and fields. The record's own headers are never changed. For any thread. */
public final class HeaderMapper implements AutoCloseable {

    private static final String NAME = "MapHeaders";

    private final HeaderSettings settings;
    private final RuleMeters meters;
    private final Guard guard;
    private final SideSteps keys;
    private final SideSteps values;

    public HeaderMapper(AbstractConfig config) {
        this.settings = HeaderSettings.from(config);
        this.meters = RuleMeters.register(
                NAME, settings.rules().stream().map(HeaderRule::rule).distinct().toList());
        this.guard = new Guard(NAME, settings.policies(), meters);
        this.keys = steps(Side.KEY);
        this.values = steps(Side.VALUE);
        meters.watch(keys.plans());
        meters.watch(values.plans());
    }

    /** What the rules do to one side. */
    private record SideSteps(List<Step> steps, SchemaPlans<StructPlan> plans) {

        SchemaAndValue apply(ConnectRecord<?> record, @Nullable Schema schema, @Nullable Object value) {
            if (!steps.isEmpty() && value instanceof Struct struct) {
                StructPlan plan = plans.of(struct.schema());
                return new SchemaAndValue(plan.schema(), plan.apply(struct, record));
            }
            return !steps.isEmpty() && schema == null && MapMaterial.isObject(value)
                    ? new SchemaAndValue(null, ofMap(record, value))
                    : new SchemaAndValue(schema, value);
        }

        private @Nullable Object ofMap(ConnectRecord<?> record, @Nullable Object value) {
            Branch root = MapMaterial.MATERIAL.open(Objects.requireNonNull(value));
            boolean changed = false;
            for (Step step : steps) {
                changed |= step instanceof HeaderStep put
                        ? put.apply(root, record)
                        : step.apply(root, MapMaterial.MATERIAL);
            }
            return changed ? MapMaterial.finished(root) : value;
        }
    }

    private SideSteps steps(Side side) {
        List<Step> steps = settings.rules().stream()
                .map(rule -> rule.step(side))
                .flatMap(Optional::stream)
                .toList();
        return new SideSteps(
                steps, new SchemaPlans<>(NAME, settings.cache().schemas(), schema -> StructPlan.of(schema, steps, "")));
    }

    /** The options of a mapper. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        HeaderSettings.define(definition);
        return definition;
    }

    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::map);
    }

    private <R extends ConnectRecord<R>> R map(R record) {
        try {
            Headers headers = record.headers().duplicate();
            boolean any = false;
            for (HeaderRule rule : settings.rules()) {
                if (rule.apply(record, headers)) {
                    any = true;
                    meters.applied(rule.rule());
                } else if (rule.readsOnePlace() && settings.policies().missing() == Policies.Missing.FAIL) {
                    throw new RuleFailure(rule.rule(), "", "missing");
                } else {
                    meters.skipped(rule.rule());
                }
            }
            SchemaAndValue key = keys.apply(record, record.keySchema(), record.key());
            SchemaAndValue value = values.apply(record, record.valueSchema(), record.value());
            return any || key.value() != record.key() || value.value() != record.value()
                    ? record.newRecord(
                            record.topic(),
                            record.kafkaPartition(),
                            key.schema(),
                            key.value(),
                            value.schema(),
                            value.value(),
                            record.timestamp(),
                            headers)
                    : record;
        } catch (RuleFailure failure) {
            if (settings.policies().errors() != Policies.Errors.KEEP) {
                throw failure;
            }
            meters.failed(failure.rule());
            return record;
        }
    }

    @Override
    public void close() {
        guard.close();
    }
}
