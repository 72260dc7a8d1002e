package dev.millrace.transforms.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Puts values into a schema that differs from their own by what may be null: structs, at any depth, are built anew for it. */
final class Housed {

    private Housed() {}

    static @Nullable Object in(Schema schema, @Nullable Object value) {
        if (value instanceof Struct struct) {
            return struct.schema().equals(schema) ? struct : struct(schema, struct);
        }
        if (value instanceof List<?> list && holdsStructs(schema.valueSchema())) {
            List<@Nullable Object> housed = new ArrayList<>(list.size());
            list.forEach(element -> housed.add(in(schema.valueSchema(), element)));
            return housed;
        }
        if (value instanceof Map<?, ?> map && holdsStructs(schema.valueSchema())) {
            Map<@Nullable Object, @Nullable Object> housed = new LinkedHashMap<>();
            map.forEach((key, entry) -> housed.put(key, in(schema.valueSchema(), entry)));
            return housed;
        }
        return value;
    }

    private static Struct struct(Schema schema, Struct struct) {
        StructCopy from = new StructCopy(struct.schema());
        Struct housed = new Struct(schema);
        for (Field field : schema.fields()) {
            Object value = in(field.schema(), from.get(struct, field.index()));
            if (value != null) {
                housed.put(field, value);
            }
        }
        return housed;
    }

    private static boolean holdsStructs(Schema schema) {
        return switch (schema.type()) {
            case STRUCT -> true;
            case ARRAY, MAP -> holdsStructs(schema.valueSchema());
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> false;
        };
    }
}
