package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Rewriter;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** The work of ProtectFields on one side of records. For any thread. */
public final class Protector implements AutoCloseable {

    private static final String NAME = "ProtectFields";

    private final Side side;
    private final Guard guard;
    private final Rewriter rewriter;

    /**
     * Reads the keys and prepares the rules.
     *
     * @throws org.apache.kafka.common.config.ConfigException on the offending key, without any secret
     */
    public Protector(Side side, AbstractConfig config) {
        ProtectSettings settings = ProtectSettings.from(config, side);
        RuleMeters meters = RuleMeters.register(
                NAME, settings.rules().stream().map(Rewriter.Rule::id).toList());
        for (String id : settings.keyIds()) {
            meters.gauge(
                    "key." + id + ".encrypted",
                    "values that were encrypted with random nonces; at most 2^32 in all the life of the key",
                    () -> settings.counts().of(id));
        }
        this.side = side;
        this.guard = new Guard(NAME, side, settings.policies(), meters);
        this.rewriter = new Rewriter(NAME, settings.rules(), settings.policies(), meters, settings.schemas());
    }

    /** All options of the transform. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ProtectSettings.define(definition);
        return definition;
    }

    /** The record with its values protected; the same record where there is nothing to protect. */
    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::protect);
    }

    private <R extends ConnectRecord<R>> R protect(R record) {
        Schema schema = side.schema(record);
        Object value = side.value(record);
        SchemaAndValue done = rewriter.rewrite(record, schema, value);
        return done.value() == value && done.schema() == schema
                ? record
                : side.with(record, done.schema(), done.value());
    }

    @Override
    public void close() {
        guard.close();
    }
}
