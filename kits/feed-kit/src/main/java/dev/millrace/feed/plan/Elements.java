package dev.millrace.feed.plan;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** What stands in a table. Immutable. */
interface Elements {

    /** Reads the next one where the cursor stands into the list, and moves behind it. */
    void next(Cursor cursor, List<@Nullable Object> list) throws CorruptField;

    /** Values. */
    static Elements values(Value value) {
        return (cursor, list) -> list.add(value.next(cursor));
    }

    /** Groups; the list takes a struct before it is filled, so that Connect looks at each value once. */
    static Elements groups(int struct, Schema schema, Block block) {
        return (cursor, list) -> {
            Struct element = new Struct(schema);
            cursor.structs[struct] = element;
            list.add(element);
            block.run(cursor);
        };
    }
}
