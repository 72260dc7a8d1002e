package dev.millrace.feed.plan;

import org.jspecify.annotations.Nullable;

/** Reads a value of another length in each record into a field. Immutable. */
final class VariableStep implements Step {

    private final int offset;
    private final Value value;
    private final Place place;
    private final int slot;

    VariableStep(int offset, Value value, Place place, int slot) {
        this.offset = offset;
        this.value = value;
        this.place = place;
        this.slot = slot;
    }

    @Override
    public void run(Cursor cursor) throws CorruptField {
        cursor.at += offset;
        @Nullable Object read = value.next(cursor);
        if (read != null) {
            place.put(cursor, read);
        }
        if (slot >= 0) {
            cursor.slots[slot] = read;
        }
    }
}
