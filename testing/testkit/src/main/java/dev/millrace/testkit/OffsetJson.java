package dev.millrace.testkit;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** What the worker's schemaless JSON converter makes of a source partition or a source offset. */
final class OffsetJson {
    private OffsetJson() {}

    /** The map as it is read back. */
    static Map<String, Object> normalised(@Nullable Map<String, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (map != null) {
            map.forEach((field, value) -> putNormalised(result, field, value));
        }
        return Collections.unmodifiableMap(result);
    }

    /** The text under which a partition is stored; its fields keep the order of the map. */
    static String text(@Nullable Map<String, ?> partition) {
        return partition == null ? "null" : normalised(partition).toString();
    }

    @SuppressWarnings("NullAway") // null is a legal value of an offset
    private static void putNormalised(Map<String, Object> result, String field, @Nullable Object value) {
        result.put(field, value == null ? null : normalisedValue(field, value));
    }

    private static Object normalisedValue(String field, Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }
        throw new DataException("offsets may only hold strings, numbers, booleans and bytes, but the field '" + field
                + "' is a " + value.getClass().getName());
    }
}
