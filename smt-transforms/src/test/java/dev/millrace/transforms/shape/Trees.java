package dev.millrace.transforms.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** Records of one content with and without a schema, and the content of what became of them. */
final class Trees {

    private Trees() {}

    static SourceRecord record(@Nullable Schema schema, @Nullable Object value) {
        return new SourceRecord(Map.of(), Map.of("at", 1L), "orders", 3, null, "k", schema, value, 5L);
    }

    static SourceRecord plain(@Nullable Object value) {
        return record(null, value);
    }

    static SourceRecord typed(Map<String, ?> value) {
        Struct struct = struct(value);
        return record(struct.schema(), struct);
    }

    static <T extends Transformation<?>> T configured(T transform, String... pairs) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            properties.put(pairs[at], pairs[at + 1]);
        }
        transform.configure(properties);
        return transform;
    }

    /** Names and values by turns, in their order. */
    static Map<String, Object> map(@Nullable Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put(String.valueOf(pairs[at]), pairs[at + 1]);
        }
        return map;
    }

    static Struct struct(Map<?, ?> value) {
        return (Struct) Objects.requireNonNull(typed(schema(value), value));
    }

    /** Required where a value is there, and an optional text where none is. */
    static Schema schema(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            SchemaBuilder struct = SchemaBuilder.struct();
            map.forEach((name, one) -> struct.field(String.valueOf(name), schema(one)));
            return struct.build();
        }
        if (value instanceof List<?> list) {
            return SchemaBuilder.array(list.isEmpty() ? Schema.STRING_SCHEMA : schema(list.get(0)))
                    .build();
        }
        if (value == null) {
            return Schema.OPTIONAL_STRING_SCHEMA;
        }
        return value instanceof Long
                ? Schema.INT64_SCHEMA
                : value instanceof Integer
                        ? Schema.INT32_SCHEMA
                        : value instanceof Boolean ? Schema.BOOLEAN_SCHEMA : Schema.STRING_SCHEMA;
    }

    static @Nullable Object typed(Schema schema, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && schema.type() == Schema.Type.STRUCT) {
            Struct struct = new Struct(schema);
            for (Field field : schema.fields()) {
                struct.put(field, typed(field.schema(), map.get(field.name())));
            }
            return struct;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> typed = new ArrayList<>();
            list.forEach(one -> typed.add(typed(schema.valueSchema(), one)));
            return typed;
        }
        return value;
    }

    /** Structs as maps. */
    static @Nullable Object plainly(@Nullable Object value) {
        if (value instanceof Struct struct) {
            struct.validate();
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            struct.schema().fields().forEach(field -> map.put(field.name(), plainly(struct.get(field))));
            return map;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, one) -> plain.put(String.valueOf(name), plainly(one)));
            return plain;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(one -> plain.add(plainly(one)));
            return plain;
        }
        return value;
    }

    static String text(@Nullable ConnectRecord<?> record) {
        return record == null ? "dropped" : String.valueOf(plainly(record.value()));
    }
}
