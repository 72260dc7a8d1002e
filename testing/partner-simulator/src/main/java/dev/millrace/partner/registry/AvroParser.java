package dev.millrace.partner.registry;

import dev.millrace.partner.JsonReader;
import dev.millrace.partner.registry.AvroType.Primitive;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the text of one schema, and refuses names that the specification has no place for.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#schema-declaration">Apache Avro 1.12, Schema Declaration</a>
 */
final class AvroParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern FULL_NAME = Pattern.compile(NAME + "(\\." + NAME + ")*");

    private final Map<String, AvroType> named = new HashMap<>();

    private AvroParser() {}

    static AvroType parse(String schema) {
        return new AvroParser().type(of(JsonReader.object("{\"schema\":" + schema + "}"), "schema"), "");
    }

    private AvroType type(Object json, String namespace) {
        if (json instanceof String name) {
            return byName(name, namespace);
        }
        if (json instanceof List<?> branches) {
            return new AvroType.Union(
                    branches.stream().map(branch -> type(branch, namespace)).toList());
        }
        if (json instanceof Map<?, ?> declared) {
            return declared(declared, namespace);
        }
        throw new IllegalArgumentException("a type of Avro is a name, a list or an object");
    }

    private AvroType byName(String name, String namespace) {
        for (Primitive primitive : Primitive.values()) {
            if (primitive.name().toLowerCase(Locale.ROOT).equals(name)) {
                return primitive;
            }
        }
        AvroType known = named.get(full(name, namespace));
        if (known == null) {
            throw new IllegalArgumentException("no type of Avro was declared by the name " + name);
        }
        return known;
    }

    private AvroType declared(Map<?, ?> json, String namespace) {
        Object kind = json.get("type");
        if (!(kind instanceof String name)) {
            return type(of(json, "type"), namespace);
        }
        return switch (name) {
            case "record" -> fields(json, namespace);
            case "enum" ->
                named(
                        json,
                        namespace,
                        new AvroType.Enumeration(list(json, "symbols").stream()
                                .map(AvroParser::name)
                                .toList()));
            case "fixed" -> logical(json, named(json, namespace, new AvroType.Fixed(number(json, "size"))));
            case "array" -> new AvroType.Array(type(of(json, "items"), namespace));
            case "map" -> new AvroType.Mapping(type(of(json, "values"), namespace));
            default -> logical(json, byName((String) kind, namespace));
        };
    }

    private AvroType fields(Map<?, ?> json, String namespace) {
        Map<String, AvroType> fields = new LinkedHashMap<>();
        AvroType.Fields type = named(json, namespace, new AvroType.Fields(fields));
        String inner = namespace(json, namespace);
        for (Object element : list(json, "fields")) {
            Map<?, ?> field = (Map<?, ?>) element;
            String name = name(of(field, "name"));
            if (fields.put(name, type(of(field, "type"), inner)) != null) {
                throw new IllegalArgumentException("two fields have the name " + name);
            }
        }
        return type;
    }

    private <T extends AvroType> T named(Map<?, ?> json, String namespace, T type) {
        String name = full(String.valueOf(of(json, "name")), namespace(json, namespace));
        if (!FULL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name for a type of Avro: " + name);
        }
        if (named.put(name, type) != null) {
            throw new IllegalArgumentException("declared twice: " + name);
        }
        return type;
    }

    private static String namespace(Map<?, ?> json, String around) {
        String name = String.valueOf(of(json, "name"));
        if (name.contains(".")) {
            return name.substring(0, name.lastIndexOf('.'));
        }
        return json.get("namespace") instanceof String own ? own : around;
    }

    private static String full(String name, String namespace) {
        return name.contains(".") || namespace.isEmpty() ? name : namespace + "." + name;
    }

    private static String name(Object json) {
        if (json instanceof String name && NAME.matcher(name).matches()) {
            return name;
        }
        throw new IllegalArgumentException("no name for Avro: " + json);
    }

    /** A logical type that is not known stands for the type below it, as the specification wants it. */
    private static AvroType logical(Map<?, ?> json, AvroType below) {
        return switch (String.valueOf(json.get("logicalType"))) {
            case "decimal" -> new AvroType.Decimal(below, json.containsKey("scale") ? number(json, "scale") : 0);
            case "date" -> new AvroType.Date();
            case "time-millis" -> new AvroType.Time(ChronoUnit.MILLIS);
            case "time-micros" -> new AvroType.Time(ChronoUnit.MICROS);
            case "timestamp-millis" -> new AvroType.Moment(ChronoUnit.MILLIS);
            case "timestamp-micros" -> new AvroType.Moment(ChronoUnit.MICROS);
            default -> below;
        };
    }

    private static Object of(Map<?, ?> json, String member) {
        Object value = json.get(member);
        if (value == null) {
            throw new IllegalArgumentException("a declaration of Avro without " + member);
        }
        return value;
    }

    private static List<?> list(Map<?, ?> json, String member) {
        return (List<?>) of(json, member);
    }

    private static int number(Map<?, ?> json, String member) {
        return ((BigDecimal) of(json, member)).intValueExact();
    }
}
