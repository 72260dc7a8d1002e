package dev.millrace.kit;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The text of a Connect value, as it stands in the place of a template: text as it is, numbers in plain digits, dates and times
 * in ISO 8601, bytes as base64; structs, maps and lists as JSON.
 */
public final class ValueText {

    private ValueText() {}

    /**
     * The text of a value.
     *
     * @param schema where it is known; it tells a date from a time
     * @throws org.apache.kafka.connect.errors.DataException when the value has no text; it holds no payload
     */
    public static String of(@Nullable Schema schema, Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = Double.parseDouble(value.toString());
            return Double.isFinite(number) ? ConnectJson.plain(new BigDecimal(value.toString())) : value.toString();
        }
        if (value instanceof BigDecimal number) {
            return ConnectJson.plain(number);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Date date) {
            return ConnectJson.time(schema, date.toInstant());
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return Base64.getEncoder().encodeToString(bytes(value));
        }
        return ConnectJson.text(schema, value);
    }

    /**
     * The same, where a null in a struct stays null, whatever the default of its field.
     *
     * @throws org.apache.kafka.connect.errors.DataException when the value has no text; it holds no payload
     */
    public static String withoutDefaults(@Nullable Schema schema, Object value) {
        boolean single = !(value instanceof Struct || value instanceof List || value instanceof Map);
        return single ? of(schema, value) : ConnectJson.textWithoutDefaults(schema, value);
    }

    /** The text of a value that is not null. */
    static String of(SchemaAndValue found) {
        return of(found.schema(), found.value());
    }

    /** The content of a byte array or a buffer, which is left where it is. */
    static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
