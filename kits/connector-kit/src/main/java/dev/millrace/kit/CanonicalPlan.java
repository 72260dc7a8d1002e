package dev.millrace.kit;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The fields of one schema in the order of canonical JSON, with their names as they are written. For any thread. */
final class CanonicalPlan {

    private final Schema schema;
    private final List<Field> fields;
    private final boolean[] defaults;
    private final byte[][] names;
    private final AtomicReferenceArray<@Nullable CanonicalPlan> inner;

    CanonicalPlan(Schema schema) {
        this.schema = schema;
        this.fields = schema.fields().stream()
                .sorted(Comparator.comparing(Field::name))
                .toList();
        this.names = new byte[fields.size()][];
        this.defaults = new boolean[fields.size()];
        for (int at = 0; at < names.length; at++) {
            names[at] = CanonicalWriter.name(fields.get(at).name(), at == 0);
            defaults[at] = fields.get(at).schema().defaultValue() != null;
        }
        this.inner = new AtomicReferenceArray<>(Math.max(1, names.length));
    }

    int size() {
        return names.length;
    }

    Field field(int at) {
        return fields.get(at);
    }

    /** What stands in a field, which is never the default of its schema; by its place where that is the same, for it is faster. */
    @Nullable
    Object value(int at, Struct struct) {
        Field field = fields.get(at);
        return defaults[at] ? struct.getWithoutDefault(field.name()) : struct.get(field);
    }

    /** A name with all that stands between the value before and its own. */
    byte[] name(int at) {
        return names[at];
    }

    /** The plan for structs that stand in a field or in what it holds; made when the first of them comes, for schemas may be recursive. */
    CanonicalPlan inner(int at, Schema of) {
        CanonicalPlan known = inner.get(at);
        if (known != null && (known.schema == of || known.schema.equals(of))) {
            return known;
        }
        CanonicalPlan made = new CanonicalPlan(of);
        inner.set(at, made);
        return made;
    }
}
