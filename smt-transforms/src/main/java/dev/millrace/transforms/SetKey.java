package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.shape.KeySetter;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Makes the key of a record of its fields, headers and topic: a struct or map of some of them, one of them itself, a text, or a
 * hash.
 */
public final class SetKey<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private static final ConfigDef DEFINITION = KeySetter.definition();

    private @Nullable KeySetter setter;

    @Override
    public ConfigDef config() {
        return DEFINITION;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        setter = new KeySetter(CrossCheck.parse(DEFINITION, properties));
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(setter, "apply before configure").apply(record);
    }

    @Override
    public void close() {
        if (setter != null) {
            setter.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
