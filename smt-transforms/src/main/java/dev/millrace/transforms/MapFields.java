package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.transforms.mapping.Mapper;
import dev.millrace.transforms.mapping.Mapping;
import dev.millrace.transforms.mapping.MappingSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of one form out of records of another, by a mapping document: fields are chosen, renamed, nested, looked up and
 * given types, in one pass. Thread-safe once configured.
 *
 * @param <R> records of a source or of a sink
 */
public abstract class MapFields<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private final Side side;
    private @Nullable Guard guard;
    private @Nullable Mapper mapper;

    MapFields(Side side) {
        this.side = side;
    }

    @Override
    public ConfigDef config() {
        return MappingSettings.definition();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        AbstractConfig config = CrossCheck.parse(config(), configs);
        PathRoot root = side == Side.KEY ? PathRoot.KEY : PathRoot.VALUE;
        MappingSettings settings = MappingSettings.from(root, config);
        Mapping mapping = MappingSettings.mapping(config);
        RuleMeters meters = RuleMeters.register("MapFields", Mapper.rules(mapping));
        guard = new Guard("MapFields", side, settings.policies(), meters);
        mapper = new Mapper(mapping, settings, meters);
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(guard).apply(record, this::map);
    }

    private R map(R record) {
        Object value = Objects.requireNonNull(side.value(record));
        SchemaAndValue mapped = Objects.requireNonNull(mapper).map(record, side.schema(record), value);
        return side.with(record, mapped.schema(), mapped.value());
    }

    @Override
    public void close() {
        if (guard != null) {
            guard.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }

    /** On the record's key. */
    public static final class Key<R extends ConnectRecord<R>> extends MapFields<R> {

        public Key() {
            super(Side.KEY);
        }
    }

    /** On the record's value. */
    public static final class Value<R extends ConnectRecord<R>> extends MapFields<R> {

        public Value() {
            super(Side.VALUE);
        }
    }
}
