package dev.millrace.feed.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first records of a stream and decides the narrowest type of each field that holds all of their values. Not
 * thread-safe.
 */
public final class SchemaSample {

    private final Map<String, FieldSample> fields = new LinkedHashMap<>();
    private final SchemaSettings settings;
    private final boolean texts;

    /**
     * Has seen nothing.
     *
     * @param texts whether numbers, dates and booleans come as texts, as in CSV; if not, a text is a text
     */
    public SchemaSample(SchemaSettings settings, boolean texts) {
        this.settings = settings;
        this.texts = texts;
    }

    /** Takes what a format read into account; what has no fields, not. */
    public void add(@Nullable Object value) {
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                sample(field.name()).add(struct.get(field));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> {
                if (FieldSample.canBeNamed(key)) {
                    sample(String.valueOf(key)).add(element);
                }
            });
        }
    }

    /** Whether there is something to make a schema of. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The schema that holds all records seen; every field is optional. */
    public RecordSchema freeze(String name) {
        StringBuilder text = new StringBuilder();
        fields.forEach((field, sample) -> text.append(text.isEmpty() ? "" : ",")
                .append(FieldLanguage.quoted(field))
                .append(' ')
                .append(sample.text()));
        return RecordSchema.parse(text.toString(), name, settings);
    }

    private FieldSample sample(String field) {
        return fields.computeIfAbsent(field, name -> new FieldSample(settings.values(), texts));
    }
}
