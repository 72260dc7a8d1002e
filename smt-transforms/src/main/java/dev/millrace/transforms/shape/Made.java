package dev.millrace.transforms.shape;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A finished part of a struct.
 *
 * @param schema of what is written; made once
 * @param writer makes the value
 */
record Made(Schema schema, Writer writer) {

    /** Makes a value of a record's struct. For any thread. */
    @FunctionalInterface
    interface Writer {

        @Nullable
        Object read(Struct root, ConnectRecord<?> record);
    }

    /**
     * Writes a struct.
     *
     * @param origin the struct that it was; where that is null and nothing came from elsewhere, so is this
     * @param mixed whether parts came from elsewhere
     * @param collapsing whether it is null where all of its parts are
     */
    record Group(
            Schema schema, List<Writer> parts, @Nullable Leaf origin, boolean mixed, boolean collapsing)
            implements Writer {

        Group {
            parts = List.copyOf(parts);
        }

        @Override
        public @Nullable Object read(Struct root, ConnectRecord<?> record) {
            boolean gone = origin != null && origin.read(root, record) == null;
            if (gone && !mixed) {
                return null;
            }
            Struct struct = new Struct(schema);
            boolean any = false;
            List<Field> fields = schema.fields();
            for (int at = 0; at < fields.size(); at++) {
                Object value = parts.get(at).read(root, record);
                if (value != null) {
                    struct.put(fields.get(at), value);
                    any = true;
                }
            }
            return any || !(gone || collapsing) ? struct : null;
        }
    }

    /** Writes an array, without the nulls at its end; null where it holds nothing else. */
    record Row(List<Writer> parts) implements Writer {

        Row {
            parts = List.copyOf(parts);
        }

        @Override
        public @Nullable Object read(Struct root, ConnectRecord<?> record) {
            List<@Nullable Object> row = new ArrayList<>(parts.size());
            int end = 0;
            for (Writer part : parts) {
                Object value = part.read(root, record);
                row.add(value);
                end = value == null ? end : row.size();
            }
            return end == 0 ? null : new ArrayList<>(row.subList(0, end));
        }
    }
}
