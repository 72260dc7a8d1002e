package dev.millrace.database;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A record's key as a text, to be made a key again when its row is gone: JSON, where a Struct is an array of its fields, what
 * may be longer than a JSON number is a text, and times are milliseconds since 1970.
 */
final class DetectedKey {

    private static final JsonFactory JSON = new JsonFactory();

    private DetectedKey() {}

    /** The text of a key. */
    static String text(Object key) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, key);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * Reads {@link #text}.
     *
     * @param schema as the key has it now
     * @throws IllegalArgumentException when it is no key of this schema; without a word of it
     */
    static Object read(String text, Schema schema) {
        try (JsonParser json = JSON.createParser(text)) {
            JsonToken unused = json.nextToken();
            Object key = read(json, schema);
            if (key == null || json.nextToken() != null) {
                throw unlike();
            }
            return key;
        } catch (IOException | RuntimeException wrong) {
            // What these say may quote the key.
            throw unlike();
        }
    }

    private static IllegalArgumentException unlike() {
        return new IllegalArgumentException("it has other columns or types");
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Struct struct) {
            json.writeStartArray();
            for (Field field : struct.schema().fields()) {
                write(json, struct.getWithoutDefault(field.name()));
            }
            json.writeEndArray();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Date time) {
            json.writeNumber(time.toInstant().toEpochMilli());
        } else if (value instanceof byte[] bytes) {
            json.writeString(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            json.writeString(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else {
            json.writeString(value.toString());
        }
    }

    private static @Nullable Object read(JsonParser json, Schema schema) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (schema.type()) {
            case STRUCT -> struct(json, schema);
            case ARRAY -> list(json, schema.valueSchema());
            case MAP -> throw unlike();
            case BOOLEAN -> json.getBooleanValue();
            case STRING -> json.getText();
            case BYTES -> bytes(json, schema);
            case FLOAT32 -> Float.valueOf(json.getText());
            case FLOAT64 -> Double.valueOf(json.getText());
            case INT8 -> Byte.valueOf(json.getText());
            case INT16 -> Short.valueOf(json.getText());
            case INT32 -> isTime(schema) ? time(json) : Integer.valueOf(json.getText());
            case INT64 -> isTime(schema) ? time(json) : Long.valueOf(json.getText());
        };
    }

    private static Object bytes(JsonParser json, Schema schema) throws IOException {
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            return new BigDecimal(json.getText())
                    .setScale(Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
        }
        return Base64.getDecoder().decode(json.getText());
    }

    /** The framework's own names are those of its logical types that are {@link Date}s in Java. */
    private static boolean isTime(Schema schema) {
        return schema.name() != null && schema.name().startsWith("org.apache.kafka.connect.data.");
    }

    private static Date time(JsonParser json) throws IOException {
        return Date.from(Instant.ofEpochMilli(json.getLongValue()));
    }

    private static Struct struct(JsonParser json, Schema schema) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            expect(json.nextToken() != JsonToken.END_ARRAY);
            struct.put(field, read(json, field.schema()));
        }
        expect(json.nextToken() == JsonToken.END_ARRAY);
        struct.validate();
        return struct;
    }

    private static List<@Nullable Object> list(JsonParser json, Schema schema) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(json, schema));
        }
        return list;
    }

    private static void expect(boolean fits) {
        if (!fits) {
            throw unlike();
        }
    }
}
