package dev.millrace.kit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Writes Connect values as plain JSON, with or without a schema: decimals as numbers, dates and times as ISO 8601 text,
 * binary as base64, and what JSON numbers can't say (NaN, Infinity) as text. Field and map order is kept. A value that has no
 * form in JSON is a {@link DataException} without payload.
 */
public final class ConnectJson {

    private static final JsonFactory JSON = new JsonFactory();

    /** A decimal with a larger scale keeps its exponent, for the digits of 1E+999999999 fit no memory. */
    private static final int LONGEST_PLAIN = 1_000;

    private ConnectJson() {}

    /** The value as JSON text; a null in a struct is the default of its field, where that has one. */
    public static String text(@Nullable Schema schema, @Nullable Object value) {
        return text(schema, value, true);
    }

    /** The value as JSON text; a null stays null, whatever the default of its field. */
    public static String textWithoutDefaults(@Nullable Schema schema, @Nullable Object value) {
        return text(schema, value, false);
    }

    private static String text(@Nullable Schema schema, @Nullable Object value, boolean defaults) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, schema, value, defaults);
        } catch (JsonProcessingException unfit) {
            throw unfit();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * Writes one value as UTF-8; the stream stays open.
     *
     * @throws IOException of the stream; never because of the value
     */
    public static void write(OutputStream to, @Nullable Schema schema, @Nullable Object value) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            write(json, schema, value, true);
        } catch (JsonProcessingException unfit) {
            throw unfit();
        }
    }

    private static DataException unfit() {
        return new DataException("the value can't be written as JSON: it is nested too deep");
    }

    private static void write(JsonGenerator json, @Nullable Schema schema, @Nullable Object value, boolean defaults)
            throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Struct struct) {
            json.writeStartObject();
            for (Field field : struct.schema().fields()) {
                json.writeFieldName(field.name());
                Object member = defaults ? struct.get(field) : struct.getWithoutDefault(field.name());
                write(json, field.schema(), member, defaults);
            }
            json.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(fieldName(entry.getKey()));
                write(json, schema == null ? null : schema.valueSchema(), entry.getValue(), defaults);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, schema == null ? null : schema.valueSchema(), element, defaults);
            }
            json.writeEndArray();
        } else {
            writeScalar(json, schema, value);
        }
    }

    private static String fieldName(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        if (key instanceof Number || key instanceof Boolean) {
            return key.toString();
        }
        throw new DataException("JSON has no form for a map key of type "
                + (key == null ? "null" : key.getClass().getName()));
    }

    private static void writeScalar(JsonGenerator json, @Nullable Schema schema, Object value) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            writeDouble(json, number);
        } else if (value instanceof Float number) {
            writeDouble(json, Double.parseDouble(number.toString()));
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(plain(number));
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Date date) {
            json.writeString(time(schema, date.toInstant()));
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            json.writeBinary(bytes);
        } else {
            throw new DataException(
                    "JSON has no form for a value of type " + value.getClass().getName());
        }
    }

    static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) <= LONGEST_PLAIN ? number.toPlainString() : number.toString();
    }

    private static void writeDouble(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(Double.toString(number));
        }
    }

    /** A date, a time or both, in ISO 8601, as the name of the schema says. */
    static String time(@Nullable Schema schema, Instant instant) {
        String name = schema == null ? "" : String.valueOf(schema.name());
        return switch (name) {
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
                instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
            case Time.LOGICAL_NAME -> DateTimeFormatter.ISO_LOCAL_TIME.format(instant.atOffset(ZoneOffset.UTC));
            default -> instant.toString();
        };
    }
}
