package dev.millrace.transforms.document;

import dev.millrace.transforms.rewrite.DerivedSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Puts a value at a place of structs and maps; what they were is left alone, and only what is on the way is copied. */
final class Graft {

    private Graft() {}

    /** The schema of structs that have a field of their own schema at a place; it is replaced or added, with structs on its way. */
    static Schema schema(Schema in, List<String> names, Schema leaf) {
        if (in.type() != Schema.Type.STRUCT) {
            throw new DocumentFault("not-a-struct");
        }
        String name = names.get(0);
        Field there = in.field(name);
        SchemaBuilder made = DerivedSchema.struct(in);
        for (Field field : in.fields()) {
            made.field(field.name(), field.name().equals(name) ? inner(field.schema(), names, leaf) : field.schema());
        }
        if (there == null) {
            made.field(name, inner(SchemaBuilder.struct().optional().build(), names, leaf));
        }
        return made.build();
    }

    private static Schema inner(Schema in, List<String> names, Schema leaf) {
        return names.size() == 1 ? leaf : schema(in, names.subList(1, names.size()), leaf);
    }

    /**
     * A struct with a value at a place.
     *
     * @param to what {@link #schema} made of its schema; at the end of the place stands the value's
     */
    static Struct struct(@Nullable Struct from, Schema to, List<String> names, @Nullable Object value) {
        Struct made = new Struct(to);
        for (Field field : to.fields()) {
            boolean onTheWay = field.name().equals(names.get(0));
            Object before = from == null || from.schema().field(field.name()) == null
                    ? null
                    : from.getWithoutDefault(field.name());
            if (!onTheWay) {
                // A required field with a default takes no null that is put, but has one that is not.
                if (before != null) {
                    made.put(field, before);
                }
            } else if (names.size() == 1) {
                made.put(field, value);
            } else if (before != null || value != null || !field.schema().isOptional()) {
                made.put(field, struct((Struct) before, field.schema(), names.subList(1, names.size()), value));
            }
        }
        return made;
    }

    /** A map with a value at a place; keys keep their order, a new one stands last. For a null no map is made on its way. */
    static Map<Object, @Nullable Object> map(@Nullable Map<?, ?> from, List<String> names, @Nullable Object value) {
        Map<Object, @Nullable Object> made = from == null ? new LinkedHashMap<>() : new LinkedHashMap<>(from);
        String name = names.get(0);
        Object before = made.get(name);
        if (names.size() == 1) {
            made.put(name, value);
        } else if (before == null && value == null) {
            return made;
        } else if (before == null || before instanceof Map) {
            made.put(name, map((Map<?, ?>) before, names.subList(1, names.size()), value));
        } else {
            throw new DocumentFault("not-a-map");
        }
        return made;
    }
}
