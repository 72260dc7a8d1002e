package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.document.DocumentWork;
import dev.millrace.transforms.document.Documents;
import dev.millrace.transforms.rewrite.Side;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** Writes a field, or a side as a whole, as JSON. */
public abstract class SerializeJson<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private final Side side;
    private @Nullable DocumentWork work;

    SerializeJson(Side side) {
        this.side = side;
    }

    @Override
    public ConfigDef config() {
        return Documents.SERIALIZE_JSON.definition();
    }

    @Override
    public void configure(Map<String, ?> properties) {
        close();
        work = Documents.SERIALIZE_JSON.configure(side, properties);
    }

    @Override
    public @Nullable R apply(R record) {
        DocumentWork configured = work;
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

    /** The same, of the record's key. */
    public static final class Key<R extends ConnectRecord<R>> extends SerializeJson<R> {

        public Key() {
            super(Side.KEY);
        }
    }

    /** The same, of the record's value. */
    public static final class Value<R extends ConnectRecord<R>> extends SerializeJson<R> {

        public Value() {
            super(Side.VALUE);
        }
    }
}
