package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.contract.Inspection;
import dev.millrace.transforms.contract.ValidateContractSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Side;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Holds the key or value of records to a contract, a JSON Schema or an Open Data Contract. A record that breaks it fails, goes
 * to a quarantine topic, goes on with the reasons in its headers, or is dropped; the reasons are paths and keywords, never
 * values.
 */
public abstract class ValidateContract<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private final Side side;
    private @Nullable Inspection inspection;

    ValidateContract(Side side) {
        this.side = side;
    }

    @Override
    public ConfigDef config() {
        return ValidateContractSettings.definition();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        inspection = new Inspection(side, ValidateContractSettings.from(CrossCheck.parse(config(), configs)));
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(inspection, "configure comes first").apply(record);
    }

    @Override
    public void close() {
        if (inspection != null) {
            inspection.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }

    /** On the record's key. */
    public static final class Key<R extends ConnectRecord<R>> extends ValidateContract<R> {
        public Key() {
            super(Side.KEY);
        }
    }

    /** On the record's value. */
    public static final class Value<R extends ConnectRecord<R>> extends ValidateContract<R> {
        public Value() {
            super(Side.VALUE);
        }
    }
}
