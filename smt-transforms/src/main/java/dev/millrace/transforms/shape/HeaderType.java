package dev.millrace.transforms.shape;

import dev.millrace.kit.ValueText;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** The type that a header or a field is given. */
enum HeaderType {
    /** What it is. */
    AS_IS,
    STRING,
    INT32,
    INT64,
    FLOAT64,
    BOOLEAN,
    /** Texts as UTF-8. */
    BYTES;

    /** The schema of what is converted; of what is left as it is, that of a text. */
    Schema optionalSchema() {
        return switch (this) {
            case AS_IS, STRING -> Schema.OPTIONAL_STRING_SCHEMA;
            case INT32 -> Schema.OPTIONAL_INT32_SCHEMA;
            case INT64 -> Schema.OPTIONAL_INT64_SCHEMA;
            case FLOAT64 -> Schema.OPTIONAL_FLOAT64_SCHEMA;
            case BOOLEAN -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
            case BYTES -> Schema.OPTIONAL_BYTES_SCHEMA;
        };
    }

    /**
     * Converts a value.
     *
     * @throws IllegalArgumentException when it has no such form; its message is a code
     */
    SchemaAndValue convert(SchemaAndValue from) {
        if (this == AS_IS) {
            return from;
        }
        Object value = from.value();
        return new SchemaAndValue(
                value == null ? optionalSchema() : required(), value == null ? null : convert(from.schema(), value));
    }

    private Schema required() {
        return switch (this) {
            case AS_IS, STRING -> Schema.STRING_SCHEMA;
            case INT32 -> Schema.INT32_SCHEMA;
            case INT64 -> Schema.INT64_SCHEMA;
            case FLOAT64 -> Schema.FLOAT64_SCHEMA;
            case BOOLEAN -> Schema.BOOLEAN_SCHEMA;
            case BYTES -> Schema.BYTES_SCHEMA;
        };
    }

    private Object convert(@Nullable Schema schema, Object value) {
        return switch (this) {
            case AS_IS -> value;
            case STRING -> text(schema, value);
            case BYTES ->
                value instanceof byte[] || value instanceof ByteBuffer
                        ? value
                        : text(schema, value).getBytes(StandardCharsets.UTF_8);
            case BOOLEAN -> flag(text(schema, value));
            case INT32, INT64, FLOAT64 -> number(text(schema, value).strip());
        };
    }

    private Object number(String text) {
        if (text.length() > 400) {
            throw new IllegalArgumentException("not-a-number");
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return switch (this) {
                case INT32 -> number.intValueExact();
                case INT64 -> number.longValueExact();
                default -> finite(number.doubleValue());
            };
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("not-a-number", none);
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("overflow", tooLarge);
        }
    }

    private static double finite(double number) {
        if (Double.isInfinite(number)) {
            throw new ArithmeticException("overflow");
        }
        return number;
    }

    private static Object flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("not-a-boolean");
        };
    }

    private static String text(@Nullable Schema schema, Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof ByteBuffer buffer) {
            return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
        }
        try {
            return ValueText.withoutDefaults(schema, value);
        } catch (DataException none) {
            throw new IllegalArgumentException("no-text", none);
        }
    }
}
