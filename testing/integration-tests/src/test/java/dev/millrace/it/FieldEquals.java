package dev.millrace.it;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * Matches records whose value has a field with a given text; {@code *} matches every value that has the field.
 *
 * @param <R> the kind of record
 */
public final class FieldEquals<R extends ConnectRecord<R>> implements Predicate<R> {

    private String field = "";
    private String text = "";

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("field", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "The field to look at.")
                .define("text", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "The text to look for.");
    }

    @Override
    public void configure(Map<String, ?> properties) {
        field = String.valueOf(properties.get("field"));
        text = String.valueOf(properties.get("text"));
    }

    @Override
    public boolean test(R record) {
        return record.value() instanceof Struct struct
                && struct.schema().field(field) != null
                && ("*".equals(text) || text.equals(struct.get(field)));
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
