package dev.millrace.ops.preview;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.jspecify.annotations.Nullable;

/** Takes a record apart into its leaves, by path. Maps and structs are entered, and so are lists. */
final class Leaves {

    private final Map<String, Leaf> found = new LinkedHashMap<>();

    private Leaves() {}

    /** Those of topic, key, value, timestamp and headers, in that order. */
    static Map<String, Leaf> of(ConnectRecord<?> record) {
        Leaves leaves = new Leaves();
        leaves.add("topic", Schema.STRING_SCHEMA, record.topic());
        leaves.add("key", record.keySchema(), record.key());
        leaves.add("value", record.valueSchema(), record.value());
        if (record.timestamp() != null) {
            leaves.add("timestamp", Schema.INT64_SCHEMA, record.timestamp());
        }
        for (Header header : record.headers()) {
            leaves.add("headers." + header.key(), header.schema(), header.value());
        }
        return leaves.found;
    }

    /** How many characters their values have. */
    static long characters(Map<String, Leaf> leaves) {
        return leaves.values().stream()
                .map(Leaf::value)
                .filter(Objects::nonNull)
                .mapToLong(String::length)
                .sum();
    }

    private void add(String path, @Nullable Schema schema, @Nullable Object value) {
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                add(path + "." + field.name(), field.schema(), struct.getWithoutDefault(field.name()));
            }
        } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            Schema inner = schema == null ? null : schema.valueSchema();
            map.forEach((key, member) -> add(path + "." + key, inner, member));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            Schema inner = schema == null ? null : schema.valueSchema();
            for (int i = 0; i < list.size(); i++) {
                add(path + "[" + i + "]", inner, list.get(i));
            }
        } else {
            put(new Leaf(path, type(schema, value), text(value)));
        }
    }

    /** Headers may have one name twice. */
    private void put(Leaf leaf) {
        String path = leaf.path();
        for (int times = 2; found.containsKey(path); times++) {
            path = leaf.path() + "#" + times;
        }
        found.put(path, new Leaf(path, leaf.type(), leaf.value()));
    }

    private static String type(@Nullable Schema schema, @Nullable Object value) {
        if (schema != null) {
            String name = schema.type() == Schema.Type.STRUCT || schema.name() == null
                    ? schema.type().getName()
                    : schema.name().substring(schema.name().lastIndexOf('.') + 1);
            return schema.isOptional() ? name + "?" : name;
        }
        if (value == null) {
            return "null";
        }
        Schema.Type inferred = ConnectSchema.schemaType(value.getClass());
        return inferred == null ? value.getClass().getSimpleName().toLowerCase(Locale.ROOT) : inferred.getName();
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Date time) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    time.toInstant().atOffset(ZoneOffset.UTC));
        }
        return String.valueOf(value);
    }
}
