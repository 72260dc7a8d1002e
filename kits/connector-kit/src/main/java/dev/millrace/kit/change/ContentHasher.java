package dev.millrace.kit.change;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Hashes what a row says, whatever the order of its fields, the spaces between them and the type of its numbers. A field
 * that is null says as much as one that is not there. Belongs to one thread.
 */
final class ContentHasher {

    private final Set<List<String>> ignored;
    private final RowHasher hasher = new RowHasher();
    private final List<String> place = new ArrayList<>();
    private @Nullable Schema lastSchema;
    private List<Field> lastFields = List.of();
    private ByteBuffer text = ByteBuffer.allocate(1 << 10);

    /** @param ignored fields that do not count, by their names from the row inwards */
    ContentHasher(Set<List<String>> ignored) {
        this.ignored = Set.copyOf(ignored);
    }

    /** The hash of a row. */
    long of(@Nullable Object row) {
        text.clear();
        place.clear();
        put(row);
        return hasher.hash(text.array(), 0, text.position());
    }

    /** The hash of some texts in their order. */
    long ofTexts(List<String> texts) {
        text.clear();
        texts.forEach(each -> put('s', each));
        return hasher.hash(text.array(), 0, text.position());
    }

    private void put(@Nullable Object value) {
        if (value instanceof Struct struct) {
            putStruct(struct);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new TreeMap<>();
            map.forEach((name, there) -> {
                if (there != null) {
                    fields.put(String.valueOf(name), there);
                }
            });
            putFields(fields);
        } else if (value instanceof List<?> list) {
            put('[', String.valueOf(list.size()));
            list.forEach(this::put);
        } else {
            putScalar(value);
        }
    }

    private void putStruct(Struct struct) {
        put('{', "");
        for (Field field : sorted(struct.schema())) {
            Object there = struct.get(field);
            if (there != null) {
                putField(field.name(), there);
            }
        }
        put('}', "");
    }

    /** The rows of a round mostly have one schema. */
    private List<Field> sorted(Schema schema) {
        if (schema == lastSchema) {
            return lastFields;
        }
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.sort(Comparator.comparing(Field::name));
        if (place.isEmpty()) {
            lastSchema = schema;
            lastFields = fields;
        }
        return fields;
    }

    private void putFields(Map<String, Object> fields) {
        put('{', "");
        fields.forEach(this::putField);
        put('}', "");
    }

    private void putField(String name, Object there) {
        place.add(name);
        if (!ignored.contains(place)) {
            put('f', name);
            put(there);
        }
        place.remove(place.size() - 1);
    }

    private void putScalar(@Nullable Object value) {
        if (value == null) {
            put('0', "");
        } else if (value instanceof Number number) {
            put('n', canonical(number));
        } else if (value instanceof Date date) {
            put('t', String.valueOf(date.toInstant().toEpochMilli()));
        } else if (value instanceof byte[] bytes) {
            put('b', new String(bytes, StandardCharsets.ISO_8859_1));
        } else if (value instanceof ByteBuffer bytes) {
            put('b', StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString());
        } else {
            put(value instanceof Boolean ? 'l' : 's', value.toString());
        }
    }

    private static String canonical(Number number) {
        if ((number instanceof Long || number instanceof Integer) && number.longValue() % 10 != 0) {
            return number.toString();
        }
        try {
            return new BigDecimal(number.toString()).stripTrailingZeros().toString();
        } catch (NumberFormatException notFinite) {
            return number.toString();
        }
    }

    private void put(char kind, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        int needed = bytes.length + 5;
        if (text.remaining() < needed) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(text.capacity() * 2, text.position() + needed));
            larger.put(text.flip());
            text = larger;
        }
        text.put((byte) kind).putInt(bytes.length).put(bytes);
    }
}
