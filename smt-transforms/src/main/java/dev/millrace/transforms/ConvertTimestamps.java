package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Side;
import dev.millrace.transforms.time.TimeConverter;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Reads times by formats and writes them in another form: many fields at once, strictly, and without a loss that nobody asked
 * for. Structs and maps alike.
 */
public abstract class ConvertTimestamps<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private static final ConfigDef DEFINITION = TimeConverter.definition();

    private final Side side;
    private @Nullable TimeConverter converter;

    ConvertTimestamps(Side side) {
        this.side = side;
    }

    /** On the record's key. */
    public static final class Key<R extends ConnectRecord<R>> extends ConvertTimestamps<R> {

        public Key() {
            super(Side.KEY);
        }
    }

    /** On the record's value. */
    public static final class Value<R extends ConnectRecord<R>> extends ConvertTimestamps<R> {

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
        converter = new TimeConverter(CrossCheck.parse(DEFINITION, properties), side);
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(converter, "apply before configure").apply(record);
    }

    @Override
    public void close() {
        if (converter != null) {
            converter.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
