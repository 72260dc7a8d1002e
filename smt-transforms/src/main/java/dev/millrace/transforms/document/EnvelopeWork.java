package dev.millrace.transforms.document;

import dev.millrace.kit.path.SchemaPlans;
import dev.millrace.transforms.rewrite.CacheSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The work of the transforms that put records into envelopes of events and take them out. For any thread; closed once, when the
 * worker lets the transform go.
 */
public final class EnvelopeWork implements AutoCloseable {

    private static final String EVENT = "event";

    private final Guard guard;
    private final RuleMeters meters;
    private final boolean keeps;
    private final Step step;

    /** What is done with one record. */
    private interface Step {

        <R extends ConnectRecord<R>> R on(R record);
    }

    private EnvelopeWork(Guard guard, RuleMeters meters, boolean keeps, Step step) {
        this.guard = guard;
        this.meters = meters;
        this.keeps = keeps;
        this.step = step;
    }

    /** A fresh declaration of the options of wrapping. */
    public static ConfigDef wrapDefinition() {
        return WrapSettings.definition();
    }

    /** A fresh declaration of the options of unwrapping. */
    public static ConfigDef unwrapDefinition() {
        return UnwrapSettings.definition();
    }

    /**
     * Makes events of records.
     *
     * @throws org.apache.kafka.common.config.ConfigException on the key that is wrong
     */
    public static EnvelopeWork wrap(String transform, Map<String, ?> properties) {
        AbstractConfig config = CrossCheck.parse(wrapDefinition(), properties);
        EnvelopeSettings settings = EnvelopeSettings.from(config);
        WrapSettings wrapping = WrapSettings.from(config);
        EventSettings event = EventSettings.from(config);
        List<String> rules = new ArrayList<>(List.of(EVENT, AttributeRules.ID, AttributeRules.CONTENT_TYPE));
        event.templates().forEach(attribute -> rules.add(attribute.name()));
        SchemaPlans<Schema> schemas = new SchemaPlans<>(
                transform,
                CacheSettings.from(config).schemas(),
                payload -> Enveloping.schema(settings, wrapping, event, payload));
        Wrapping work = new Wrapping(settings, wrapping, event, schemas);
        return of(transform, config, rules, schemas, new Step() {
            @Override
            public <R extends ConnectRecord<R>> R on(R record) {
                return work.wrap(record);
            }
        });
    }

    /**
     * Makes records of events.
     *
     * @throws org.apache.kafka.common.config.ConfigException on the key that is wrong
     */
    public static EnvelopeWork unwrap(String transform, Map<String, ?> properties) {
        AbstractConfig config = CrossCheck.parse(unwrapDefinition(), properties);
        EnvelopeSettings settings = EnvelopeSettings.from(config);
        UnwrapSettings unwrapping = UnwrapSettings.from(config, settings.format());
        EventBody body = new EventBody(DocumentLimits.from(config), unwrapping.numbers());
        Unwrapping work = new Unwrapping(settings, unwrapping, body);
        return of(transform, config, List.of(EVENT), null, new Step() {
            @Override
            public <R extends ConnectRecord<R>> R on(R record) {
                return work.unwrap(record);
            }
        });
    }

    private static EnvelopeWork of(
            String transform, AbstractConfig config, List<String> rules, @Nullable SchemaPlans<?> schemas, Step step) {
        Policies policies = Policies.from(config);
        RuleMeters meters = RuleMeters.register(transform, rules);
        if (schemas != null) {
            meters.watch(schemas);
        }
        Guard guard = new Guard(transform, Side.VALUE, policies, meters);
        return new EnvelopeWork(guard, meters, policies.errors() == Policies.Errors.KEEP, step);
    }

    /** The record as an event, or out of one; null where the policies drop it. */
    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::work);
    }

    private <R extends ConnectRecord<R>> R work(R record) {
        try {
            R done = step.on(record);
            if (isSame(done, record)) {
                meters.skipped(EVENT);
            } else {
                meters.applied(EVENT);
            }
            return done;
        } catch (RuleFailure failure) {
            meters.failed(failure.rule());
            if (keeps) {
                return record;
            }
            throw failure;
        }
    }

    /** A record that was left alone, for an equal one would cost a comparison of all it holds. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(ConnectRecord<?> done, ConnectRecord<?> record) {
        return done == record;
    }

    @Override
    public void close() {
        guard.close();
    }
}
