package dev.millrace.feed.plan;

import org.jspecify.annotations.Nullable;

/** A value of fixed length, with the rules of its field. Immutable. */
final class FixedValue implements Value {

    private final Reader reader;
    private final int length;
    private final Damage damage;
    private final Fillings nulls;
    /** Whether bytes that mean null would be a value too. */
    private final boolean looksFirst;

    private final boolean isText;

    FixedValue(Reader reader, int length, FieldClass kind, Damage damage, Fillings nulls) {
        this.reader = reader;
        this.length = length;
        this.damage = damage;
        this.nulls = nulls;
        this.isText = kind == FieldClass.TEXT;
        this.looksFirst = nulls.any();
    }

    /** The value at a place in the record. */
    @Nullable
    Object at(Cursor cursor, int at) throws CorruptField {
        if (length > cursor.end - at) {
            return cut(cursor, at);
        }
        if (looksFirst && nulls.fill(cursor.bytes, at, length)) {
            return null;
        }
        Object value = reader.read(cursor, at, length);
        return value instanceof Flaw flaw ? damage.corrupt(cursor, flaw, at, at + length) : value;
    }

    private @Nullable Object cut(Cursor cursor, int at) throws CorruptField {
        int there = cursor.end - at;
        Object missing = damage.missing(cursor, at, there > 0 && !isText);
        if (there <= 0 || !isText || !damage.takesCut()) {
            return missing;
        }
        Object value = reader.read(cursor, at, there);
        return value instanceof Flaw flaw ? damage.corrupt(cursor, flaw, at, cursor.end) : value;
    }

    @Override
    public @Nullable Object next(Cursor cursor) throws CorruptField {
        Object value = at(cursor, cursor.at);
        cursor.at = Sizes.sum(cursor.at, length);
        return value;
    }
}
