package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Makes a value of some bytes. Immutable. */
interface Reader {

    /** Of its values; optional. */
    Schema schema();

    /** Whether a field full of blanks is a value. */
    default boolean takesBlanks() {
        return false;
    }

    /**
     * The value of the bytes, all of which belong to the record: one of the schema's type, null, or a {@link Flaw}.
     *
     * @param length more than 0
     */
    @Nullable
    Object read(Cursor cursor, int at, int length);
}
