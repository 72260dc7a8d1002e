package dev.millrace.transforms.mapping;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Values of spec files: a text may begin with the type it is of, as in {@code int32 5}. */
final class SpecValues {

    private SpecValues() {}

    /** What a record has. */
    static @Nullable Object read(@Nullable Object written) {
        if (written instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            map.forEach((key, value) -> read.put(String.valueOf(key), read(value)));
            return read;
        }
        if (written instanceof List<?> list) {
            List<@Nullable Object> read = new ArrayList<>();
            list.forEach(value -> read.add(read(value)));
            return read;
        }
        if (written instanceof Integer number) {
            return number.longValue();
        }
        return written instanceof String text ? scalar(text) : written;
    }

    private static Object scalar(String text) {
        int blank = text.indexOf(' ');
        String rest = text.substring(blank + 1);
        return switch (blank < 0 ? "" : text.substring(0, blank)) {
            case "int8" -> Byte.valueOf(rest);
            case "int16" -> Short.valueOf(rest);
            case "int32" -> Integer.valueOf(rest);
            case "int64" -> Long.valueOf(rest);
            case "float32" -> Float.valueOf(rest);
            case "float64" -> Double.valueOf(rest);
            case "decimal" -> new BigDecimal(rest);
            case "date" -> Date.from(Instant.parse(rest));
            case "bytes" -> HexFormat.of().parseHex(rest);
            default -> text;
        };
    }

    /** A value as spec files write it; nulls of structs are left out, for a map would not have them. */
    static @Nullable Object write(@Nullable Object value) {
        if (value instanceof Struct struct) {
            Map<String, @Nullable Object> written = new LinkedHashMap<>();
            for (Field field : struct.schema().fields()) {
                Object inner = struct.getWithoutDefault(field.name());
                if (inner != null) {
                    written.put(field.name(), write(inner));
                }
            }
            return written;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> written = new LinkedHashMap<>();
            map.forEach((key, inner) -> written.put((String) key, write(inner)));
            return written;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> written = new ArrayList<>();
            list.forEach(inner -> written.add(write(inner)));
            return written;
        }
        if (value instanceof byte[] bytes) {
            return "bytes " + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Date date) {
            return "date " + date.toInstant();
        }
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        return type(value) + " " + (value instanceof BigDecimal number ? number.toPlainString() : value);
    }

    /** What is expected of a struct, which can't leave out. */
    static @Nullable Object withoutNulls(@Nullable Object expected) {
        if (expected instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> without = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (value != null) {
                    without.put((String) key, withoutNulls(value));
                }
            });
            return without;
        }
        if (expected instanceof List<?> list) {
            List<@Nullable Object> without = new ArrayList<>();
            list.forEach(value -> without.add(withoutNulls(value)));
            return without;
        }
        return expected;
    }

    private static String type(Object number) {
        return switch (number.getClass().getSimpleName()) {
            case "Byte" -> "int8";
            case "Short" -> "int16";
            case "Integer" -> "int32";
            case "Long" -> "int64";
            case "Float" -> "float32";
            case "Double" -> "float64";
            default -> "decimal";
        };
    }

    /** The value as struct: objects are structs of optional fields, lists have the schema of their first element. */
    static @Nullable Object struct(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            SchemaBuilder schema = SchemaBuilder.struct().optional();
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            map.forEach((key, one) -> {
                inner.put((String) key, struct(one));
                schema.field((String) key, schema(inner.get((String) key)));
            });
            Struct struct = new Struct(schema.build());
            inner.forEach(struct::put);
            return struct;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> inner = new ArrayList<>();
            list.forEach(one -> inner.add(struct(one)));
            return inner;
        }
        return value;
    }

    static Schema schema(@Nullable Object value) {
        if (value instanceof Struct struct) {
            return struct.schema();
        }
        if (value instanceof List<?> list) {
            return SchemaBuilder.array(list.isEmpty() ? Schema.OPTIONAL_STRING_SCHEMA : schema(list.get(0)))
                    .optional()
                    .build();
        }
        if (value instanceof BigDecimal number) {
            return Decimal.builder(number.scale()).optional().build();
        }
        if (value instanceof Date) {
            return Timestamp.builder().optional().build();
        }
        if (value instanceof byte[]) {
            return Schema.OPTIONAL_BYTES_SCHEMA;
        }
        if (value == null || value instanceof String) {
            return Schema.OPTIONAL_STRING_SCHEMA;
        }
        return value instanceof Boolean
                ? Schema.OPTIONAL_BOOLEAN_SCHEMA
                : new SchemaBuilder(Schema.Type.valueOf(type(value).toUpperCase(Locale.ROOT)))
                        .optional()
                        .build();
    }
}
