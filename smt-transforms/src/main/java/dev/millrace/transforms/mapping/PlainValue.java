package dev.millrace.transforms.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Values as JSON has them: objects, lists, texts, numbers, booleans and null, whatever Connect had. Always copies. */
final class PlainValue {

    private PlainValue() {}

    /** A double where that says the same number, else its digits: nothing is rounded that nobody asked for. */
    private static Object number(BigDecimal number) {
        double nearest = number.doubleValue();
        boolean same = Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
        return same ? (Object) nearest : number.toString();
    }

    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Struct struct) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (Field field : struct.schema().fields()) {
                object.put(field.name(), of(struct.getWithoutDefault(field.name())));
            }
            return object;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            map.forEach((key, inner) -> object.put(String.valueOf(key), of(inner)));
            return object;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>(list.size());
            list.forEach(inner -> items.add(of(inner)));
            return items;
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        if (value instanceof Byte || value instanceof Short) {
            return ((Number) value).intValue();
        }
        if (value instanceof Float) {
            return Double.valueOf(value.toString());
        }
        if (value instanceof BigDecimal number) {
            return number(number);
        }
        byte[] bytes = value == null ? null : ByteEncoding.bytes(value);
        return bytes == null ? value : ByteEncoding.BASE64.encode(bytes);
    }
}
