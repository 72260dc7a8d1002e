package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Field;
import org.jspecify.annotations.Nullable;

/** Reads a value of fixed length into a field. Immutable. */
final class FieldStep implements Step {

    /** In place of a slot, when nothing asks for the value later. */
    static final int FORGOTTEN = -1;

    private final int offset;
    private final FixedValue value;
    private final int struct;
    private final Field field;
    private final int slot;

    FieldStep(int offset, FixedValue value, Place place, int slot) {
        this.offset = offset;
        this.value = value;
        this.struct = place.struct();
        this.field = place.field();
        this.slot = slot;
    }

    @Override
    public void run(Cursor cursor) throws CorruptField {
        @Nullable Object read = value.at(cursor, cursor.at + offset);
        if (read != null) {
            cursor.structs[struct].put(field, read);
        }
        if (slot >= 0) {
            cursor.slots[slot] = read;
        }
    }
}
