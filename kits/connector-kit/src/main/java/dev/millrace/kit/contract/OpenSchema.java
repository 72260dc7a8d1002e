package dev.millrace.kit.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema object of an Open Data Contract as the JSON Schema that says the same, so that contracts of both languages can be
 * compared. What JSON Schema has no keyword for stands under the contract's own: {@code logicalType} for times, {@code quality}.
 */
final class OpenSchema {

    private static final List<String> TEXT = List.of("minLength", "maxLength", "pattern", "format");
    private static final List<String> NUMBER = List.of("multipleOf", "format");
    private static final List<String> OBJECT = List.of("minProperties", "maxProperties");
    private static final List<String> ARRAY = List.of("minItems", "maxItems", "uniqueItems");
    private static final Set<String> TIMES = Set.of("date", "timestamp", "time");

    private OpenSchema() {}

    static Map<String, @Nullable Object> of(Keywords object) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        properties(object, schema);
        return schema;
    }

    private static void properties(Keywords holder, Map<String, @Nullable Object> schema) {
        Keywords options = options(holder);
        copy(options, OBJECT, schema);
        if (!holder.has("properties")) {
            return;
        }
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        List<@Nullable Object> required = new ArrayList<>(options.texts("required"));
        for (Keywords property : each(holder, "properties")) {
            String name = property.text(property.has("physicalName") ? "physicalName" : "name");
            properties.put(name, value(property));
            if (isRequired(property) && !required.contains(name)) {
                required.add(name);
            }
        }
        schema.put("properties", properties);
        schema.put("required", required);
    }

    private static boolean isRequired(Keywords property) {
        return property.flag("required")
                || each(property, "quality").stream()
                        .filter(OpenQuality::isHeld)
                        .anyMatch(check -> OpenQuality.metric(check).equals("nullValues"));
    }

    private static Map<String, @Nullable Object> value(Keywords property) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        String type = property.has("logicalType") ? property.text("logicalType") : "";
        Keywords options = options(property);
        if (TIMES.contains(type)) {
            schema.put("type", "string");
            schema.put("logicalType", List.of(type, property.object("logicalTypeOptions")));
        } else if (!type.isEmpty()) {
            schema.put("type", type);
        }
        if (type.equals("string")) {
            copy(options, TEXT, schema);
        } else if (Set.of("integer", "number").contains(type)) {
            copy(options, NUMBER, schema);
            bound(options, "minimum", "exclusiveMinimum", schema);
            bound(options, "maximum", "exclusiveMaximum", schema);
        }
        if (Set.of("", "object").contains(type)) {
            properties(property, schema);
        }
        if (Set.of("", "array").contains(type)) {
            array(property, schema);
        }
        quality(property, schema);
        return schema;
    }

    private static void array(Keywords property, Map<String, @Nullable Object> schema) {
        copy(options(property), ARRAY, schema);
        if (property.has("items")) {
            Keywords item = new Keywords(new SchemaPointer("items"), property.raw("items"));
            Map<String, @Nullable Object> element = value(item);
            // What is not required may be null, and an element can't be left out.
            schema.put(
                    "items",
                    item.flag("required") ? element : Map.of("anyOf", List.of(element, Map.of("type", "null"))));
        }
    }

    private static void quality(Keywords property, Map<String, @Nullable Object> schema) {
        List<Object> choices = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        for (Keywords check : each(property, "quality")) {
            Keywords arguments = OpenQuality.arguments(check);
            String metric = OpenQuality.metric(check);
            if (!OpenQuality.isHeld(check) || metric.equals("nullValues")) {
                continue;
            }
            if (metric.equals("invalidValues") && arguments.has("validValues")) {
                choices.add(Map.of("enum", arguments.list("validValues")));
            }
            if (metric.equals("invalidValues") && arguments.has("pattern")) {
                choices.add(Map.of("pattern", arguments.text("pattern")));
            }
            if (metric.equals("missingValues")) {
                others.add(arguments.has("missingValues") ? arguments.list("missingValues") : metric);
            }
        }
        if (!choices.isEmpty()) {
            schema.put("allOf", choices);
        }
        if (!others.isEmpty()) {
            schema.put("quality", others);
        }
    }

    /** The exclusive bound is a number, and in the first editions of 3.0 a flag of the other. */
    private static void bound(
            Keywords options, String inclusive, String exclusive, Map<String, @Nullable Object> schema) {
        boolean flagged = options.raw(exclusive) instanceof Boolean;
        options.number(inclusive)
                .ifPresent(bound ->
                        schema.put(Boolean.TRUE.equals(options.raw(exclusive)) ? exclusive : inclusive, bound));
        if (!flagged) {
            options.number(exclusive).ifPresent(bound -> schema.put(exclusive, bound));
        }
    }

    private static void copy(Keywords from, List<String> keywords, Map<String, @Nullable Object> to) {
        keywords.stream().filter(from::has).forEach(keyword -> to.put(keyword, from.raw(keyword)));
    }

    private static Keywords options(Keywords holder) {
        return new Keywords(new SchemaPointer("logicalTypeOptions"), holder.object("logicalTypeOptions"));
    }

    private static List<Keywords> each(Keywords holder, String keyword) {
        List<@Nullable Object> list = Optional.of(holder)
                .filter(all -> all.has(keyword))
                .map(all -> all.list(keyword))
                .orElseGet(List::of);
        List<Keywords> all = new ArrayList<>();
        list.forEach(one -> all.add(new Keywords(new SchemaPointer(keyword), one)));
        return all;
    }
}
