package dev.millrace.transforms.predicates;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.SideRecord;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.RecordPath;
import dev.millrace.transforms.limits.JsonSize;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Is true for records, or parts of them, that have more than so many bytes as JSON text, whatever the converter writes. It
 * never holds for records that are no data. For any thread.
 */
public final class PayloadSize<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {

    private static final String BYTES = "larger.than.bytes";
    private static final String PATH = "path";

    private @Nullable JsonSize size;
    private long bytes;

    @Override
    public ConfigDef config() {
        ConfigDef definition = new ConfigDef();
        new OptionGroup(definition, "Size")
                .add(
                        BYTES,
                        ConfigDef.Type.LONG,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.Range.between(0L, Long.MAX_VALUE),
                        ConfigDef.Importance.HIGH,
                        "Beyond how many bytes a record is told: of key and value together as JSON text in UTF-8, or of"
                                + " what path leads to. Set what the receiver takes.")
                .add(
                        PATH,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(PayloadSize::check, () -> "a path"),
                        ConfigDef.Importance.MEDIUM,
                        "What is measured, such as note, items[*].text or $key; without it, key and value together. Set"
                                + " it when one field alone matters.");
        return definition;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        AbstractConfig config = new AbstractConfig(config(), configuration, false);
        size = JsonSize.of(Optional.ofNullable(config.getString(PATH)).map(FieldPath::parse));
        bytes = config.getLong(BYTES);
    }

    @Override
    public boolean test(R record) {
        return record.headers().lastWithName(SideRecord.KIND_HEADER) == null
                && Objects.requireNonNull(size).exceeds(record, bytes);
    }

    private static void check(String key, @Nullable Object value) {
        try {
            Optional.ofNullable(value)
                    .map(Object::toString)
                    .map(FieldPath::parse)
                    .ifPresent(RecordPath::of);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(key + " is no path: " + wrong.getMessage());
        }
    }

    @Override
    public void close() {}

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
