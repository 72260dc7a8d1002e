package dev.millrace.kit.contract;

import dev.millrace.kit.path.PathText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a schema object of an Open Data Contract. Records carry the physical name of a property where it has one. A null is a
 * property that is not there, for {@code required} says whether there may be nulls.
 */
final class OpenCompiler {

    private static final ContractOptions.Nulls NULLS = ContractOptions.Nulls.ABSENT;

    private final Map<String, String> classifications = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    Rule object(Keywords object) {
        String name = String.valueOf(object.raw("name"));
        for (Keywords check : quality(object)) {
            notes.add("the quality rule " + OpenQuality.name(check) + " of " + name
                    + " is about a whole set of data and can't be held to one record");
        }
        return RuleList.of(
                List.of(new TypeRule(Set.of(JsonKind.OBJECT), "logicalType"), properties("", object, options(object))));
    }

    Map<String, String> classifications() {
        return classifications;
    }

    List<String> notes() {
        return notes;
    }

    private Rule properties(String path, Keywords holder, Keywords options) {
        List<String> required = options.texts("required");
        List<ObjectRule.Property> properties = new ArrayList<>();
        for (Keywords property : each(holder, "properties")) {
            String name = property.has("physicalName") ? property.text("physicalName") : property.text("name");
            properties.add(property(PathText.field(path, name), name, property, required.contains(name)));
        }
        return new ObjectRule(
                properties,
                Rule.ANY,
                options.count("minProperties").orElse(0),
                options.count("maxProperties").orElse(Integer.MAX_VALUE),
                NULLS);
    }

    private ObjectRule.Property property(String path, String name, Keywords property, boolean asked) {
        OpenQuality quality = new OpenQuality(path, notes, quality(property));
        boolean required = asked || property.flag("required");
        if (property.has("unique") && property.flag("unique")) {
            notes.add("unique of " + path + " is about a whole set of data and can't be held to one record");
        }
        List<Rule> rules = new ArrayList<>(value(path, property));
        rules.addAll(quality.rules());
        return new ObjectRule.Property(name, RuleList.of(rules), true, required ? "required" : quality.missing());
    }

    private List<Rule> value(String path, Keywords property) {
        if (property.raw("classification") instanceof String classification) {
            classifications.put(path, classification);
        }
        String type = property.has("logicalType") ? property.text("logicalType") : "";
        Keywords options = options(property);
        return switch (type) {
            case "string" -> new OpenOptions(path, options, notes).text();
            case "integer", "number" -> new OpenOptions(path, options, notes).number(type);
            case "boolean" -> List.of(new TypeRule(Set.of(JsonKind.BOOLEAN), "logicalType"));
            case "date" -> TimeRule.compile(TimeRule.Kind.DATE, options);
            case "timestamp" -> TimeRule.compile(TimeRule.Kind.TIMESTAMP, options);
            case "time" -> TimeRule.compile(TimeRule.Kind.TIME, options);
            case "object" ->
                List.of(new TypeRule(Set.of(JsonKind.OBJECT), "logicalType"), properties(path, property, options));
            case "array" ->
                List.of(new TypeRule(Set.of(JsonKind.ARRAY), "logicalType"), array(path, property, options));
            case "" -> List.of(properties(path, property, options), array(path, property, options));
            default ->
                throw property.fault(
                        "logicalType",
                        "is none of string, integer, number, boolean, date, timestamp, time, object and array");
        };
    }

    private Rule array(String path, Keywords property, Keywords options) {
        Rule items = Rule.ANY;
        if (property.has("items")) {
            Keywords item = new Keywords(new SchemaPointer(PathText.each(path)), property.raw("items"));
            List<Rule> rules = new ArrayList<>(value(PathText.each(path), item));
            rules.addAll(new OpenQuality(PathText.each(path), notes, quality(item)).rules());
            items = orNull(RuleList.of(rules), item.flag("required"));
        }
        return new ArrayRule(
                items,
                options.count("minItems").orElse(0),
                options.count("maxItems").orElse(Integer.MAX_VALUE),
                options.flag("uniqueItems"),
                NULLS);
    }

    private static Rule orNull(Rule rule, boolean required) {
        return (schema, value, report) ->
                value != null ? rule.holds(schema, value, report) : !required || Rule.violated(report, "required");
    }

    private static Keywords options(Keywords holder) {
        return new Keywords(
                new SchemaPointer("logicalTypeOptions of " + holder.raw("name")), holder.object("logicalTypeOptions"));
    }

    private static List<Keywords> quality(Keywords holder) {
        return each(holder, "quality");
    }

    private static List<Keywords> each(Keywords holder, String keyword) {
        List<Keywords> all = new ArrayList<>();
        List<@Nullable Object> list = holder.has(keyword) ? holder.list(keyword) : List.of();
        for (Object one : list) {
            all.add(new Keywords(
                    new SchemaPointer(keyword + " " + (all.size() + 1) + " of " + holder.raw("name")), one));
        }
        return all;
    }
}
