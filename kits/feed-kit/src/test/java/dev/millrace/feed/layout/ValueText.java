package dev.millrace.feed.layout;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Values of Connect as the YAML files write them. */
final class ValueText {

    private ValueText() {}

    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Struct struct) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Field field : struct.schema().fields()) {
                map.put(field.name(), of(struct.get(field)));
            }
            return map;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueText::of).toList();
        }
        if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Float real) {
            return real.doubleValue();
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    /** YAML's small integers are Integers, ours are Longs. */
    static @Nullable Object expected(@Nullable Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueText::expected).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> longs = new LinkedHashMap<>();
            map.forEach((key, each) -> longs.put(String.valueOf(key), expected(each)));
            return longs;
        }
        return value;
    }
}
