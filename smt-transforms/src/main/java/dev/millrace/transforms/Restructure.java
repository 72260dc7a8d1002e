package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Side;
import dev.millrace.transforms.shape.Reshaper;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Moves the fields of records without a word about their content: drop, keep, move, copy, rename, hoist, lift, flatten and
 * unflatten, in one pass. Structs and maps alike.
 */
public abstract class Restructure<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private static final ConfigDef DEFINITION = Reshaper.definition();

    private final Side side;
    private @Nullable Reshaper reshaper;

    Restructure(Side side) {
        this.side = side;
    }

    /** On the record's key. */
    public static final class Key<R extends ConnectRecord<R>> extends Restructure<R> {

        public Key() {
            super(Side.KEY);
        }
    }

    /** On the record's value. */
    public static final class Value<R extends ConnectRecord<R>> extends Restructure<R> {

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
        reshaper = new Reshaper(CrossCheck.parse(DEFINITION, properties), side);
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(reshaper, "apply before configure").apply(record);
    }

    @Override
    public void close() {
        if (reshaper != null) {
            reshaper.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
