package dev.millrace.transforms.document;

import dev.millrace.transforms.rewrite.Side;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** Records and transforms for the tests of this room. */
final class Given {

    private Given() {}

    static DocumentWork transform(Documents what, String... keysAndValues) {
        return what.configure(Side.VALUE, options(keysAndValues));
    }

    static Map<String, String> options(String... keysAndValues) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            options.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return options;
    }

    static SourceRecord record(@Nullable Schema schema, @Nullable Object value) {
        return new SourceRecord(
                Map.of("file", "a.csv"),
                Map.of("line", 7L),
                "orders",
                0,
                Schema.STRING_SCHEMA,
                "k",
                schema,
                value,
                1_700_000_000_000L);
    }

    /** What comes of a record, which is not dropped. */
    static SourceRecord applied(DocumentWork work, SourceRecord record) {
        return Objects.requireNonNull(work.apply(record));
    }

    /** What comes of a record, which is not dropped. */
    static <R extends ConnectRecord<R>> R applied(Transformation<R> transform, R record) {
        return Objects.requireNonNull(transform.apply(record));
    }

    /** A map with its keys in order; nulls are allowed. */
    static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }

    /** The maps that stand for structs, at any depth; what is null is left out. */
    static @Nullable Object plain(@Nullable Object value) {
        Map<Object, @Nullable Object> made = new LinkedHashMap<>();
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                Object member = struct.getWithoutDefault(field.name());
                if (member != null) {
                    made.put(field.name(), plain(member));
                }
            }
            return made;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                if (member != null) {
                    made.put(key, plain(member));
                }
            });
            return made;
        }
        return value instanceof List<?> list ? list.stream().map(Given::plain).toList() : value;
    }
}
