package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.document.EnvelopeWork;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** Makes events of records: CloudEvents, by headers or as a whole, or an envelope of your own. */
public final class WrapEnvelope<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private @Nullable EnvelopeWork work;

    @Override
    public ConfigDef config() {
        return EnvelopeWork.wrapDefinition();
    }

    @Override
    public void configure(Map<String, ?> properties) {
        close();
        work = EnvelopeWork.wrap("WrapEnvelope", properties);
    }

    @Override
    public @Nullable R apply(R record) {
        EnvelopeWork configured = work;
        if (configured == null) {
            throw new IllegalStateException("configure was not called");
        }
        return configured.apply(record);
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
