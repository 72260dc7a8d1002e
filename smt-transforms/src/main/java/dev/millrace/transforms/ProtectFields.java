package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.protection.Protector;
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
 * Protects values on their way: masks them, puts keyed hashes or tokens of their shape in their place, encrypts and decrypts them.
 *
 * <p>A value that can't be protected never goes on as it is: the record fails, is routed, or carries null there. The same record
 * gives the same result, but for the action encrypt, whose ciphertexts differ each time and decrypt to the same value. For any
 * thread once it is configured.
 */
public abstract class ProtectFields<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private static final ConfigDef DEFINITION = Protector.definition();

    private final Side side;
    private @Nullable Protector protector;

    private ProtectFields(Side side) {
        this.side = side;
    }

    /** Protects what stands in keys. */
    public static final class Key<R extends ConnectRecord<R>> extends ProtectFields<R> {

        public Key() {
            super(Side.KEY);
        }
    }

    /** Protects what stands in values. */
    public static final class Value<R extends ConnectRecord<R>> extends ProtectFields<R> {

        public Value() {
            super(Side.VALUE);
        }
    }

    @Override
    public ConfigDef config() {
        return DEFINITION;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        protector = new Protector(side, CrossCheck.parse(DEFINITION, properties));
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(protector, "apply before configure").apply(record);
    }

    @Override
    public void close() {
        if (protector != null) {
            protector.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
