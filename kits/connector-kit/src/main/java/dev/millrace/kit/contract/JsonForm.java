package dev.millrace.kit.contract;

import dev.millrace.kit.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.jspecify.annotations.Nullable;

/** Shows values of Connect as what they are in JSON. */
final class JsonForm {

    private JsonForm() {}

    /** The text that a value of {@link JsonKind#STRING} has in JSON. */
    static String text(@Nullable Schema schema, Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Date date && schema != null && Time.LOGICAL_NAME.equals(schema.name())) {
            return time(date.toInstant());
        }
        return ValueText.of(schema, value);
    }

    /** A time of Connect is one of UTC, and a time of RFC 3339 tells its zone. */
    private static String time(Instant instant) {
        return DateTimeFormatter.ISO_LOCAL_TIME.format(instant.atOffset(ZoneOffset.UTC)) + "Z";
    }

    /** The value of a field, whatever the default of its schema. */
    static @Nullable Object field(Struct struct, Field field) {
        return field.schema().defaultValue() == null ? struct.get(field) : struct.getWithoutDefault(field.name());
    }

    /** A map by the texts of its keys. */
    static Map<?, ?> named(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                Map<String, @Nullable Object> named = new LinkedHashMap<>();
                map.forEach((name, value) -> named.put(String.valueOf(name), value));
                return named;
            }
        }
        return map;
    }

    /** The schema of the elements of a list, or of the values of a map. */
    static @Nullable Schema within(@Nullable Schema schema) {
        return schema != null && (schema.type() == Schema.Type.ARRAY || schema.type() == Schema.Type.MAP)
                ? schema.valueSchema()
                : null;
    }

    /** A value as maps, lists, texts, booleans, nulls and decimals in the one form that all equal numbers have. */
    static @Nullable Object tree(@Nullable Schema schema, @Nullable Object value, ContractOptions.Nulls nulls) {
        if (value == null) {
            return null;
        }
        return switch (JsonKind.of(value)) {
            case NULL, BOOLEAN, NONE -> value;
            case INTEGER, NUMBER -> ContractText.plain(decimal((Number) value));
            case STRING -> text(schema, value);
            case ARRAY -> list(schema, (List<?>) value, nulls);
            case OBJECT -> object(schema, value, nulls);
        };
    }

    private static List<@Nullable Object> list(@Nullable Schema schema, List<?> list, ContractOptions.Nulls nulls) {
        List<@Nullable Object> tree = new ArrayList<>(list.size());
        for (Object element : list) {
            tree.add(tree(within(schema), element, nulls));
        }
        return tree;
    }

    private static Map<String, @Nullable Object> object(
            @Nullable Schema schema, Object value, ContractOptions.Nulls nulls) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                put(tree, field.name(), field.schema(), field(struct, field), nulls);
            }
        } else {
            ((Map<?, ?>) value).forEach((name, inner) -> put(tree, String.valueOf(name), within(schema), inner, nulls));
        }
        return tree;
    }

    private static void put(
            Map<String, @Nullable Object> tree,
            String name,
            @Nullable Schema schema,
            @Nullable Object value,
            ContractOptions.Nulls nulls) {
        if (value != null || nulls == ContractOptions.Nulls.NULL) {
            tree.put(name, tree(schema, value, nulls));
        }
    }

    /** A finite number as a decimal: of a double the shortest one, as it is written. */
    static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return number instanceof Double || number instanceof Float
                ? new BigDecimal(number.toString())
                : BigDecimal.valueOf(number.longValue());
    }
}
