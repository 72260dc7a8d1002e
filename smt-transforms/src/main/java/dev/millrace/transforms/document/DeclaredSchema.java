package dev.millrace.transforms.document;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Shape} of a JSON Schema (2020-12): of the part of it that gives types. Keywords that only narrow values, such
 * as {@code pattern}, are passed over, for they are a contract's. What has no single type is refused with its place. Used once
 * for a schema, on one thread.
 */
final class DeclaredSchema {

    /** Keywords by which an object or a value has more than one form, or one that only its values tell. */
    private static final Set<String> MANY_FORMS = Set.of(
            "allOf",
            "not",
            "if",
            "patternProperties",
            "prefixItems",
            "dependentSchemas",
            "unevaluatedProperties",
            "unevaluatedItems",
            "$dynamicRef",
            "$recursiveRef");

    /**
     * What a schema leaves open.
     *
     * @param numbers what numbers become whose scale is not told
     * @param closed whether fields that are not declared are refused
     * @param xml whether everything is read of text
     * @param textKey where the text of an XML element stands
     */
    record Reading(Numbers numbers, boolean closed, boolean xml, String textKey) {}

    private final Reading reading;
    private final Object root;
    private final Deque<String> references = new ArrayDeque<>();

    private DeclaredSchema(Reading reading, Object root) {
        this.reading = reading;
        this.root = root;
    }

    /**
     * Reads a schema.
     *
     * @param name the name of the whole's schema; empty leaves what the document says
     * @throws IllegalArgumentException when it is none, or has parts without one type; the message says where and what to do
     */
    static Shape parse(String text, String name, Reading reading) {
        Object root;
        try {
            root = new JsonReading(DocumentLimits.OF_CONFIGURATION, Numbers.DECIMAL).read(text);
        } catch (DocumentFault fault) {
            throw new IllegalArgumentException("is no JSON: " + fault.code());
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("is no JSON Schema: write an object, such as {\"type\": \"object\"}");
        }
        return new DeclaredSchema(reading, root)
                .shape(map, false, "", Optional.of(name).filter(given -> !given.isEmpty()));
    }

    private Shape shape(@Nullable Object given, boolean optional, String at, Optional<String> name) {
        if (!(given instanceof Map<?, ?> schema)) {
            throw fault(at, "must be an object; true and false give no type");
        }
        if (schema.get("$ref") instanceof String reference) {
            return referred(reference, optional, at, name);
        }
        for (String keyword : MANY_FORMS) {
            if (schema.containsKey(keyword)) {
                throw fault(
                        at,
                        "holds " + keyword + ", which gives no single type: write the type out, or take"
                                + " \"connect.type\": \"json\", which keeps the value as JSON text");
            }
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (schema.containsKey(keyword)) {
                return shape(onlyOther(schema.get(keyword), at, keyword), true, at + "/" + keyword, name);
            }
        }
        TypeName type = TypeName.of(schema, at);
        boolean nullable = optional || type.nullable();
        SchemaBuilder builder = ScalarSchemas.of(schema, type.name(), reading, at);
        if (builder != null) {
            return new Shape.Scalar(
                    described(builder, schema, nullable, name).build(),
                    ScalarSchemas.kind(builder, type.name(), ScalarSchemas.isJson(schema), reading.xml()));
        }
        return type.name().equals("array") ? elements(schema, nullable, at, name) : object(schema, nullable, at, name);
    }

    private Shape referred(String reference, boolean optional, String at, Optional<String> name) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            throw fault(at, "refers to " + reference + "; only references into the same document are followed");
        }
        if (references.contains(reference) || reference.equals("#")) {
            throw fault(
                    at,
                    "refers to itself by " + reference + ", and a schema of Kafka Connect has an end: take"
                            + " \"connect.type\": \"json\" there");
        }
        Object found = root;
        for (String step : reference.substring(2).split("/", -1)) {
            String key = step.replace("~1", "/").replace("~0", "~");
            found = found instanceof Map<?, ?> map ? map.get(key) : null;
        }
        if (found == null) {
            throw fault(at, "refers to " + reference + ", which is not there");
        }
        references.push(reference);
        Shape shape = shape(found, optional, reference.substring(1), name);
        references.pop();
        return shape;
    }

    /** What a choice of null and one other thing says; it makes the other optional. */
    private static Object onlyOther(@Nullable Object choices, String at, String keyword) {
        if (choices instanceof List<?> list && list.size() == 2) {
            for (int i = 0; i < 2; i++) {
                if (list.get(i) instanceof Map<?, ?> map && "null".equals(map.get("type"))) {
                    Object other = list.get(1 - i);
                    if (other != null) {
                        return other;
                    }
                }
            }
        }
        throw fault(
                at,
                "holds " + keyword + " of more than null and one type: write the type out, or take"
                        + " \"connect.type\": \"json\", which keeps the value as JSON text");
    }

    private Shape elements(Map<?, ?> schema, boolean optional, String at, Optional<String> name) {
        if (!schema.containsKey("items")) {
            throw fault(at, "is an array without items: write what its elements are");
        }
        Shape element = shape(schema.get("items"), false, at + "/items", Optional.empty());
        SchemaBuilder builder = SchemaBuilder.array(element.schema());
        return new Shape.Elements(described(builder, schema, optional, name).build(), element, reading.xml());
    }

    private Shape object(Map<?, ?> schema, boolean optional, String at, Optional<String> name) {
        Object properties = schema.get("properties");
        Object others = schema.get("additionalProperties");
        if (properties == null) {
            if (!(others instanceof Map<?, ?>)) {
                throw fault(
                        at,
                        "is an object without properties: write them, or what all its values are in"
                                + " additionalProperties");
            }
            Shape entry = shape(others, false, at + "/additionalProperties", Optional.empty());
            SchemaBuilder builder = SchemaBuilder.map(Schema.STRING_SCHEMA, entry.schema());
            return new Shape.Entries(described(builder, schema, optional, name).build(), entry);
        }
        if (!(properties instanceof Map<?, ?> named)) {
            throw fault(at, "has properties that are no object");
        }
        if (others instanceof Map<?, ?>) {
            throw fault(
                    at,
                    "has both properties and a schema of additionalProperties, which no schema of Kafka Connect has");
        }
        List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
        for (Object needed : required) {
            if (!named.containsKey(needed)) {
                throw fault(at, "requires " + needed + ", which is not among its properties");
            }
        }
        Map<String, Shape> members = new LinkedHashMap<>();
        SchemaBuilder builder = described(SchemaBuilder.struct(), schema, optional, name);
        for (Map.Entry<?, ?> property : named.entrySet()) {
            String key = String.valueOf(property.getKey());
            Shape member =
                    shape(property.getValue(), !required.contains(key), at + "/properties/" + key, Optional.empty());
            members.put(key, member);
            builder.field(key, member.schema());
        }
        boolean closed = others instanceof Boolean open ? !open : reading.closed();
        return new Shape.Members(builder.build(), members, closed, reading.xml() ? reading.textKey() : "");
    }

    /** Name, version and description; a title is a name only where it looks like one. */
    private static SchemaBuilder described(
            SchemaBuilder builder, Map<?, ?> schema, boolean optional, Optional<String> name) {
        if (optional) {
            builder.optional();
        }
        if (builder.name() == null) {
            name.or(() -> text(schema, "connect.name"))
                    .or(() -> text(schema, "title").filter(title -> title.matches("[A-Za-z_][A-Za-z0-9_.]*")))
                    .ifPresent(builder::name);
        }
        if (builder.version() == null && schema.get("connect.version") instanceof Number version) {
            builder.version(version.intValue());
        }
        text(schema, "description").ifPresent(builder::doc);
        return builder;
    }

    private static Optional<String> text(Map<?, ?> schema, String keyword) {
        return schema.get(keyword) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    static IllegalArgumentException fault(String at, String complaint) {
        return new IllegalArgumentException((at.isEmpty() ? "as a whole " : "at " + at + " ") + complaint);
    }
}
