package dev.millrace.transforms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** What became of a record that is not dropped. */
public final class Applied {

    private Applied() {}

    /** The record behind a transform. */
    public static <R extends ConnectRecord<R>> R by(Transformation<R> transform, R record) {
        return Objects.requireNonNull(transform.apply(record), "dropped");
    }

    /** What stands in the record's value behind names, one in the other. */
    public static @Nullable Object in(ConnectRecord<?> record, String... names) {
        Object value = record.value();
        for (String name : names) {
            value = value instanceof Struct struct
                    ? struct.get(name)
                    : ((Map<?, ?>) Objects.requireNonNull(value, name)).get(name);
        }
        return value;
    }

    /** The record's value, a map, in its order. */
    public static Map<String, @Nullable Object> map(ConnectRecord<?> record) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(record.value()))
                .forEach((name, value) -> entries.put((String) name, value));
        return entries;
    }
}
