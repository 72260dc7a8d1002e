package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.shape.HeaderMapper;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Moves and copies values between headers and the fields of key and value, gives headers texts, and drops or renames them. The
 * headers that it gets are never changed.
 */
public final class MapHeaders<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private static final ConfigDef DEFINITION = HeaderMapper.definition();

    private @Nullable HeaderMapper mapper;

    @Override
    public ConfigDef config() {
        return DEFINITION;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        mapper = new HeaderMapper(CrossCheck.parse(DEFINITION, properties));
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(mapper, "apply before configure").apply(record);
    }

    @Override
    public void close() {
        if (mapper != null) {
            mapper.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
