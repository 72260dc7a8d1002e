package dev.millrace.transforms.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The type that a JSON Schema names.
 *
 * @param name {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code array} or {@code object}
 * @param nullable whether null is allowed beside it
 */
record TypeName(String name, boolean nullable) {

    private static final List<String> KNOWN = List.of("string", "integer", "number", "boolean", "array", "object");

    static TypeName of(Map<?, ?> schema, String at) {
        Object type = schema.get("type");
        List<Object> names = new ArrayList<>();
        if (type instanceof List<?> several) {
            names.addAll(several);
        } else if (type != null) {
            names.add(type);
        }
        boolean nullable = names.remove("null");
        if (names.isEmpty()) {
            return new TypeName(implied(schema, at), nullable);
        }
        if (names.size() > 1 || !KNOWN.contains(String.valueOf(names.get(0)))) {
            throw DeclaredSchema.fault(
                    at, "has the type " + names + "; known is one of " + KNOWN + ", with or without null");
        }
        return new TypeName(String.valueOf(names.get(0)), nullable);
    }

    private static String implied(Map<?, ?> schema, String at) {
        if (schema.containsKey("properties") || schema.get("additionalProperties") instanceof Map<?, ?>) {
            return "object";
        }
        if (schema.containsKey("items")) {
            return "array";
        }
        boolean texts = schema.get("const") instanceof String
                || (schema.get("enum") instanceof List<?> values
                        && values.stream().allMatch(String.class::isInstance));
        if (texts || ScalarSchemas.isJson(schema)) {
            return "string";
        }
        throw DeclaredSchema.fault(at, "has no type: write one of " + KNOWN);
    }
}
