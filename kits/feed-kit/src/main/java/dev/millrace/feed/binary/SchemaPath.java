package dev.millrace.feed.binary;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Where a field of a layout is in the values of a schema. Immutable, for any thread. */
final class SchemaPath {

    private final List<Field> steps;

    private SchemaPath(List<Field> steps) {
        this.steps = steps;
    }

    /** The first field of that name outside of tables, as the layout writes it or as the schema does. */
    static Optional<SchemaPath> find(Schema schema, String name) {
        List<Field> steps = new ArrayList<>();
        return find(schema, plain(name), steps) ? Optional.of(new SchemaPath(List.copyOf(steps))) : Optional.empty();
    }

    private static boolean find(Schema schema, String name, List<Field> steps) {
        for (Field field : schema.fields()) {
            steps.add(field);
            boolean isGroup = field.schema().type() == Schema.Type.STRUCT;
            if (plain(field.name()).equals(name) || (isGroup && find(field.schema(), name, steps))) {
                return true;
            }
            steps.remove(steps.size() - 1);
        }
        return false;
    }

    /** A name whatever its style. */
    static String plain(String name) {
        String plain = name.replace('-', '_').toLowerCase(Locale.ROOT);
        return plain.startsWith("_") ? plain.substring(1) : plain;
    }

    List<Field> steps() {
        return steps;
    }

    @Nullable
    Object value(Struct record) {
        Object value = record;
        for (Field step : steps) {
            if (!(value instanceof Struct group)) {
                return null;
            }
            value = group.get(step);
        }
        return value;
    }

    /** The value as text; empty where there is none. */
    String text(Struct record) {
        Object value = value(record);
        return value instanceof BigDecimal decimal
                ? decimal.toPlainString()
                : value == null ? "" : value.toString().strip();
    }
}
