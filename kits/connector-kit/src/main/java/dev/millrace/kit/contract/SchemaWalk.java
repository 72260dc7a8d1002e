package dev.millrace.kit.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Goes through all schemas of a JSON Schema, those that are only referred to included. */
final class SchemaWalk {

    private static final Set<String> SCHEMAS = Set.of(
            "not",
            "if",
            "then",
            "else",
            "items",
            "contains",
            "additionalItems",
            "additionalProperties",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems", "items");
    private static final Set<String> MAPS =
            Set.of("properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions");

    private static final Set<String> NAMED =
            Set.of("properties", "dependentSchemas", "dependentRequired", "dependencies");

    private SchemaWalk() {}

    static void walk(@Nullable Object schema, BiConsumer<SchemaPointer, Map<String, ?>> each) {
        walk(SchemaPointer.ROOT, schema, each);
    }

    /** The names of fields that a schema tells. */
    static Set<String> names(@Nullable Object schema) {
        Set<String> names = new HashSet<>();
        walk(
                schema,
                (pointer, each) -> each.forEach((keyword, value) -> {
                    if (value instanceof Map<?, ?> map && NAMED.contains(keyword)) {
                        map.keySet().forEach(name -> names.add(String.valueOf(name)));
                    } else if (value instanceof List<?> list && keyword.equals("required")) {
                        list.forEach(name -> names.add(String.valueOf(name)));
                    }
                }));
        return names;
    }

    @SuppressWarnings("unchecked") // ContractText makes maps by texts alone.
    private static void walk(
            SchemaPointer pointer, @Nullable Object schema, BiConsumer<SchemaPointer, Map<String, ?>> each) {
        if (!(schema instanceof Map<?, ?> untyped)) {
            return;
        }
        Map<String, ?> map = (Map<String, ?>) untyped;
        each.accept(pointer, map);
        map.forEach((keyword, value) -> {
            SchemaPointer within = pointer.with(keyword);
            if (value instanceof List<?> list && LISTS.contains(keyword)) {
                for (int i = 0; i < list.size(); i++) {
                    walk(within.with(String.valueOf(i)), list.get(i), each);
                }
            } else if (value instanceof Map<?, ?> named && MAPS.contains(keyword)) {
                named.forEach((name, inner) -> walk(within.with(String.valueOf(name)), inner, each));
            } else if (SCHEMAS.contains(keyword)) {
                walk(within, value, each);
            }
        });
    }
}
