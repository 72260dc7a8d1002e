package dev.millrace.database.row;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/** A row that was read. */
public final class Row {

    private final RowShape shape;
    private final Struct struct;

    Row(RowShape shape, Struct struct) {
        this.shape = shape;
        this.struct = struct;
    }

    public RowShape shape() {
        return shape;
    }

    /** The row's columns, of {@link RowShape#valueSchema()}. */
    public Struct struct() {
        return struct;
    }

    public SchemaAndValue value() {
        return new SchemaAndValue(shape.valueSchema(), struct);
    }

    /** The row's key columns, of {@link RowShape#keySchema()}; without key columns neither schema nor value. */
    public SchemaAndValue key() {
        if (shape.keySchema().isEmpty()) {
            return SchemaAndValue.NULL;
        }
        Schema schema = shape.keySchema().get();
        Struct key = new Struct(schema);
        for (Field field : schema.fields()) {
            key.put(field, struct.get(field.name()));
        }
        return new SchemaAndValue(schema, key);
    }
}
