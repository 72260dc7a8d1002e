package dev.millrace.transforms.document;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** The schemas of single values: by JSON Schema's type, or by {@code connect.type}, which says it closer. */
final class ScalarSchemas {

    private static final List<String> KNOWN = List.of(
            "int8",
            "int16",
            "int32",
            "int64",
            "float32",
            "float64",
            "decimal",
            "bytes",
            "date",
            "time",
            "timestamp",
            "json");

    private ScalarSchemas() {}

    /** What the schema of a single value is made with; null for lists and objects. */
    static @Nullable SchemaBuilder of(Map<?, ?> schema, String type, DeclaredSchema.Reading reading, String at) {
        Object told = schema.get("connect.type");
        if (told instanceof String name && !name.equals("map")) {
            return told(name, schema, type, at);
        }
        return switch (type) {
            case "string" ->
                "base64".equals(schema.get("contentEncoding")) ? SchemaBuilder.bytes() : SchemaBuilder.string();
            case "integer" -> "int32".equals(schema.get("format")) ? SchemaBuilder.int32() : SchemaBuilder.int64();
            case "number" -> number(schema, reading, at);
            case "boolean" -> SchemaBuilder.bool();
            default -> null;
        };
    }

    private static SchemaBuilder told(String name, Map<?, ?> schema, String type, String at) {
        boolean fits = switch (name) {
            case "json" -> true;
            case "bytes", "date", "time", "timestamp" -> type.equals("string");
            case "float32", "float64", "decimal" -> type.equals("number") || type.equals("integer");
            default -> type.equals("integer");
        };
        if (!KNOWN.contains(name) || !fits) {
            throw DeclaredSchema.fault(
                    at, "has the connect.type " + name + ", which does not go with " + type + "; known are " + KNOWN);
        }
        return switch (name) {
            case "int8" -> SchemaBuilder.int8();
            case "int16" -> SchemaBuilder.int16();
            case "int32" -> SchemaBuilder.int32();
            case "int64" -> SchemaBuilder.int64();
            case "float32" -> SchemaBuilder.float32();
            case "float64" -> SchemaBuilder.float64();
            case "decimal" -> Decimal.builder(scale(schema, at));
            case "bytes" -> SchemaBuilder.bytes();
            case "date" -> Date.builder();
            case "time" -> Time.builder();
            case "timestamp" -> Timestamp.builder();
            default -> SchemaBuilder.string();
        };
    }

    private static int scale(Map<?, ?> schema, String at) {
        Object scale =
                schema.get("connect.parameters") instanceof Map<?, ?> parameters ? parameters.get("scale") : null;
        if (scale == null && schema.get("multipleOf") instanceof Number step) {
            return scaleOf(step, at);
        }
        String text = String.valueOf(scale);
        if (!text.matches("\\d{1,3}")) {
            throw DeclaredSchema.fault(
                    at, "is a decimal without its digits behind the point: add \"multipleOf\": 0.01 for two");
        }
        return Integer.parseInt(text);
    }

    private static SchemaBuilder number(Map<?, ?> schema, DeclaredSchema.Reading reading, String at) {
        if (schema.get("multipleOf") instanceof Number step) {
            return Decimal.builder(scaleOf(step, at));
        }
        if ("double".equals(schema.get("format"))) {
            return SchemaBuilder.float64();
        }
        if ("float".equals(schema.get("format"))) {
            return SchemaBuilder.float32();
        }
        return switch (reading.numbers()) {
            case DOUBLE -> SchemaBuilder.float64();
            case TEXT -> SchemaBuilder.string();
            case EXACT, DECIMAL ->
                throw DeclaredSchema.fault(
                        at,
                        "is a number, and nothing says how many digits stand behind its point: add"
                                + " \"multipleOf\": 0.01 for two, or \"connect.type\": \"float64\", or set numbers to double"
                                + " or text");
        };
    }

    /** 0.01 stands for a scale of 2, and 1 for a scale of 0. */
    private static int scaleOf(Number step, String at) {
        BigDecimal decimal = step instanceof BigDecimal given ? given : BigDecimal.valueOf(step.longValue());
        boolean unit = decimal.signum() > 0
                && decimal.stripTrailingZeros().precision() == 1
                && decimal.stripTrailingZeros().unscaledValue().intValue() == 1;
        int scale = unit ? decimal.stripTrailingZeros().scale() : -1;
        if (scale < 0 || scale > 999) {
            throw DeclaredSchema.fault(
                    at,
                    "has a multipleOf that is no step of digits, such as 1, 0.1 or 0.01: add"
                            + " \"connect.type\": \"decimal\" with \"connect.parameters\": {\"scale\": \"2\"}");
        }
        return scale;
    }

    static boolean isJson(Map<?, ?> schema) {
        return "json".equals(schema.get("connect.type"));
    }

    /** How values of that schema are read. */
    static ScalarKind kind(SchemaBuilder builder, String type, boolean json, boolean xml) {
        if (json) {
            return ScalarKind.JSON;
        }
        String name = builder.name() == null ? "" : builder.name();
        return switch (name) {
            case Date.LOGICAL_NAME -> ScalarKind.DATE;
            case Time.LOGICAL_NAME -> ScalarKind.TIME;
            case Timestamp.LOGICAL_NAME -> ScalarKind.TIMESTAMP;
            case Decimal.LOGICAL_NAME -> xml ? ScalarKind.NUMBER_TEXT : ScalarKind.NUMBER;
            default -> plainKind(builder, type, xml);
        };
    }

    private static ScalarKind plainKind(SchemaBuilder builder, String type, boolean xml) {
        return switch (builder.type()) {
            case STRING -> type.equals("number") ? (xml ? ScalarKind.TEXT : ScalarKind.NUMBER) : ScalarKind.TEXT;
            case BYTES -> ScalarKind.BYTES;
            case BOOLEAN -> xml ? ScalarKind.BOOLEAN_TEXT : ScalarKind.BOOLEAN;
            default -> xml ? ScalarKind.NUMBER_TEXT : ScalarKind.NUMBER;
        };
    }
}
