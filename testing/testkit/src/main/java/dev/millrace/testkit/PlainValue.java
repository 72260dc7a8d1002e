package dev.millrace.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Makes values comparable, whether they are structs or maps. */
public final class PlainValue {
    private PlainValue() {}

    /** The value as maps and lists that nobody can change, in its order; a default of a schema stands for no null. */
    public static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Struct struct) {
            Map<Object, @Nullable Object> fields = new LinkedHashMap<>();
            for (Field field : struct.schema().fields()) {
                fields.put(field.name(), of(struct.getWithoutDefault(field.name())));
            }
            return Collections.unmodifiableMap(fields);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(key, of(entry)));
            return Collections.unmodifiableMap(entries);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(of(element)));
            return Collections.unmodifiableList(elements);
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer() : value;
    }

    /** The same without entries that are null: a map may lack what a struct has as null. */
    public static @Nullable Object withoutNulls(@Nullable Object value) {
        Object plain = of(value);
        if (plain instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> {
                if (entry != null) {
                    entries.put(key, withoutNulls(entry));
                }
            });
            return entries;
        }
        if (plain instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(withoutNulls(element)));
            return elements;
        }
        return plain;
    }
}
