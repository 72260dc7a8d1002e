package dev.millrace.transforms.rewrite;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the fields of structs of one schema by their number, as they are: no default of the schema stands in for a
 * null. Made once for each schema; for any thread.
 *
 * <p>It goes through {@link Struct#get(Field)} and {@link Struct#put(Field, Object)} with fields of its own that have no name, for
 * with a name the framework builds a text for an error message at every put.
 */
public final class StructCopy {

    private final Schema schema;
    private final Field[] cells;
    private final Field[] raw;

    public StructCopy(Schema schema) {
        this.schema = schema;
        List<Field> fields = schema.fields();
        this.cells = new Field[fields.size()];
        this.raw = new Field[fields.size()];
        for (Field field : fields) {
            cells[field.index()] = new Field(null, field.index(), field.schema());
            raw[field.index()] = new Field(null, field.index(), Schema.OPTIONAL_BYTES_SCHEMA);
        }
    }

    /** What stands in a field, null where nothing does. */
    public @Nullable Object get(Struct struct, int field) {
        return struct.get(raw[field]);
    }

    /**
     * Puts a value of the field's schema; a null leaves the field empty.
     *
     * @throws org.apache.kafka.connect.errors.DataException when the value is not of the schema
     */
    public void put(Struct struct, int field, @Nullable Object value) {
        if (value != null) {
            struct.put(cells[field], value);
        }
    }

    /** Takes over what stands in another struct's field of the same schema, which is not looked into again. */
    void take(Struct struct, int field, @Nullable Object value) {
        if (value instanceof Struct inner && inner.schema() != cells[field].schema()) {
            struct.put(new Field(null, field, inner.schema()), inner);
        } else if (value != null) {
            struct.put(cells[field], value);
        }
    }

    /** A struct with the same content. */
    public Struct copy(Struct struct) {
        Struct copy = new Struct(schema);
        for (int field = 0; field < cells.length; field++) {
            take(copy, field, get(struct, field));
        }
        return copy;
    }

    public int fields() {
        return cells.length;
    }

    public Schema schema() {
        return schema;
    }
}
