package dev.millrace.feed.plan;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A struct of the schema while it is made. For one compilation. */
final class Level {

    private final int struct;
    private final String name;
    private final String path;
    private final SchemaBuilder builder;
    private final Set<String> names = new HashSet<>();
    private @Nullable Schema schema;
    private @Nullable Level parent;
    private int index;

    /**
     * A struct without fields.
     *
     * @param struct its number in the cursor
     * @param name of its schema
     * @param path of its fields in messages; empty for the record's own
     */
    Level(int struct, String name, String path) {
        this.struct = struct;
        this.name = name;
        this.path = path;
        this.builder = SchemaBuilder.struct().name(name);
        if (struct > 0) {
            builder.optional();
        }
    }

    int struct() {
        return struct;
    }

    String name() {
        return name;
    }

    /** What messages call a field of that name. */
    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** What messages call the struct itself; the record's own by the name of the item in question. */
    String here(String item) {
        return path.isEmpty() ? item : path;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** The name, or one like it that no field has yet. */
    String free(String wanted) {
        String free = wanted;
        for (int i = 2; names.contains(free); i++) {
            free = wanted + "_" + i;
        }
        return free;
    }

    /**
     * Adds a field.
     *
     * @param field a free name
     * @return its number
     */
    int add(String field, Schema type) {
        names.add(field);
        builder.field(field, type);
        return names.size() - 1;
    }

    /** Ends the list of fields. */
    Schema close() {
        if (schema == null) {
            schema = builder.build();
        }
        return schema;
    }

    /** Says which field of which struct it is. */
    void place(Level around, int number) {
        parent = around;
        index = number;
    }

    /** A field by its number, once all are there. */
    Place place(int number) {
        return new Place(struct, close().fields().get(number));
    }

    /** Makes the struct in each record; nothing when it has no fields. */
    @Nullable
    Step opening() {
        if (isEmpty()) {
            return null;
        }
        Schema type = close();
        Place place = Objects.requireNonNull(parent, name).place(index);
        return cursor -> {
            Struct made = new Struct(type);
            cursor.structs[struct] = made;
            // Before it is filled, so that Connect looks at each value once.
            place.put(cursor, made);
        };
    }
}
