package dev.millrace.feed.plan;

import org.jspecify.annotations.Nullable;

/** A value that says itself how long it is, with the rules of its field. Immutable. */
final class VariableValue implements Value {

    private final Decoder decoder;
    private final Damage damage;

    VariableValue(Decoder decoder, Damage damage) {
        this.decoder = decoder;
        this.damage = damage;
    }

    @Override
    public @Nullable Object next(Cursor cursor) throws CorruptField {
        int at = cursor.at;
        try {
            Object value = decoder.decode(cursor);
            return value instanceof Flaw flaw ? damage.corrupt(cursor, flaw, at, cursor.at) : value;
        } catch (CorruptField lost) {
            throw damage.located(cursor, lost, at);
        }
    }
}
