package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.limits.SizeLimiter;
import dev.millrace.transforms.rewrite.CrossCheck;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Fails, routes, cuts or leaves out records that are too big for those who receive them. The size is that of the JSON text,
 * whatever the converter writes. For any thread.
 */
public final class LimitSize<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private @Nullable SizeLimiter limiter;

    @Override
    public ConfigDef config() {
        ConfigDef definition = new ConfigDef();
        SizeLimiter.define(definition);
        return definition;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        limiter = SizeLimiter.from(CrossCheck.parse(config(), configuration));
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(limiter).apply(record);
    }

    @Override
    public void close() {
        if (limiter != null) {
            limiter.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
