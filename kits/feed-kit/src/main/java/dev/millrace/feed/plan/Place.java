package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** A field of one of the structs that a record is made of. */
record Place(int struct, Field field) {

    void put(Cursor cursor, Object value) {
        struct(cursor).put(field, value);
    }

    Struct struct(Cursor cursor) {
        return cursor.structs[struct];
    }
}
