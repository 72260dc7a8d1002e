package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.document.EnvelopeWork;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** Takes records out of the envelopes of events: CloudEvents, by headers or as a whole, or one of your own. */
public final class UnwrapEnvelope<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private @Nullable EnvelopeWork work;

    @Override
    public ConfigDef config() {
        return EnvelopeWork.unwrapDefinition();
    }

    @Override
    public void configure(Map<String, ?> properties) {
        close();
        work = EnvelopeWork.unwrap("UnwrapEnvelope", properties);
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
