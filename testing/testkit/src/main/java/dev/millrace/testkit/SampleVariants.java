package dev.millrace.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Makes many records out of one sample. */
final class SampleVariants {
    /** What an optional field has as its default, and no record as its value. */
    static final String DEFAULT = "never-asked-for-default";

    /** A field that the evolved schema has and the sample's has not. */
    static final String ADDED = "added_later";

    private SampleVariants() {}

    /** One value for each place that can be null, with null there. */
    static List<Struct> withNulls(Struct struct) {
        List<Struct> variants = new ArrayList<>();
        for (Field field : struct.schema().fields()) {
            Object value = struct.getWithoutDefault(field.name());
            if (value != null && field.schema().isOptional()) {
                variants.add(with(struct, field, null));
            }
            if (value instanceof Struct inner) {
                withNulls(inner).forEach(variant -> variants.add(with(struct, field, variant)));
            }
            if (value instanceof List<?> list) {
                variants.add(with(struct, field, List.of()));
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof Struct element) {
                        int at = i;
                        withNulls(element)
                                .forEach(variant -> variants.add(with(struct, field, put(list, at, variant))));
                    }
                }
            }
        }
        return variants;
    }

    /** One map for each scalar in it, with another value there. */
    static List<Map<String, Object>> withEachReplaced(Map<String, Object> map, Object by) {
        List<Map<String, Object>> variants = new ArrayList<>();
        map.forEach((key, value) -> {
            for (Object replaced : replacedIn(value, by)) {
                Map<String, Object> variant = new LinkedHashMap<>(map);
                variant.put(key, replaced);
                variants.add(variant);
            }
        });
        return variants;
    }

    private static List<Object> replacedIn(@Nullable Object value, Object by) {
        List<Object> variants = new ArrayList<>();
        variants.add(by);
        if (value instanceof Map<?, ?> map) {
            variants.addAll(withEachReplaced(texted(map), by));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                for (Object element : replacedIn(list.get(i), by)) {
                    variants.add(put(list, i, element));
                }
            }
        }
        return variants;
    }

    /** The same content in a schema that has two more fields, both optional, one with a default and no value. */
    static Struct evolved(Struct struct) {
        SchemaBuilder builder = like(struct.schema(), struct.schema().name());
        builder.field(ADDED, Schema.OPTIONAL_STRING_SCHEMA);
        builder.field(
                "defaulted",
                SchemaBuilder.string().optional().defaultValue(DEFAULT).build());
        return copied(struct, builder.build()).put(ADDED, "new");
    }

    /** The same content in a schema of another name. */
    static Struct named(Struct struct, String name) {
        return copied(struct, like(struct.schema(), name).build());
    }

    private static SchemaBuilder like(Schema schema, @Nullable String name) {
        SchemaBuilder builder = SchemaBuilder.struct();
        if (name != null) {
            builder.name(name);
        }
        if (schema.version() != null) {
            builder.version(schema.version());
        }
        if (schema.doc() != null) {
            builder.doc(schema.doc());
        }
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        if (schema.isOptional()) {
            builder.optional();
        }
        schema.fields().forEach(field -> builder.field(field.name(), field.schema()));
        return builder;
    }

    private static Struct copied(Struct struct, Schema schema) {
        Struct copy = new Struct(schema);
        for (Field field : struct.schema().fields()) {
            Object value = struct.getWithoutDefault(field.name());
            if (value != null) {
                copy.put(field.name(), value);
            }
        }
        return copy;
    }

    private static Struct with(Struct struct, Field field, @Nullable Object value) {
        return copied(struct, struct.schema()).put(field, value);
    }

    private static List<@Nullable Object> put(List<?> list, int at, Object value) {
        List<@Nullable Object> copy = new ArrayList<>(list);
        copy.set(at, value);
        return copy;
    }

    /** A struct's content without its schema. */
    static Map<String, Object> asMap(Struct struct) {
        return texted((Map<?, ?>) Objects.requireNonNull(PlainValue.of(struct)));
    }

    private static Map<String, Object> texted(Map<?, ?> map) {
        Map<String, Object> texted = new LinkedHashMap<>();
        map.forEach((key, value) -> texted.put(String.valueOf(key), value));
        return texted;
    }
}
