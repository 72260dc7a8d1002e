package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.shape.Router;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to topics, and sets their keys, partitions and times, by rules about their content. In a sink it changes what
 * the connector sees as the record's topic; no record is written to another one there.
 */
public final class RouteByContent<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private static final ConfigDef DEFINITION = Router.definition();

    private @Nullable Router router;

    @Override
    public ConfigDef config() {
        return DEFINITION;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        router = new Router(CrossCheck.parse(DEFINITION, properties));
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(router, "apply before configure").apply(record);
    }

    @Override
    public void close() {
        if (router != null) {
            router.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
