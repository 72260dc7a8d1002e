package dev.millrace.feed.plan;

import java.util.HexFormat;

/** A length that a record says itself, with what it needs to find it. Immutable. */
interface Measure {

    /**
     * The units of the value that begins where the cursor stands then, behind a prefix. All of its bytes are there.
     *
     * @throws CorruptField when the record says none, too many, or more than it has
     */
    int units(Cursor cursor) throws CorruptField;

    /** Passes over what ends the value, when the cursor stands behind it. */
    default void leave(Cursor cursor) {}

    /**
     * The measure of a length in bytes.
     *
     * @throws IllegalArgumentException when it can't be read; its message says why
     */
    static Measure compile(Length length, Names names) {
        return compile(length, names, 1);
    }

    /**
     * The measure of a length in bytes or half bytes.
     *
     * @param unitsOfByte 1, or 2 where units are half bytes
     */
    static Measure compile(Length length, Names names, int unitsOfByte) {
        if (length instanceof Length.Computed computed) {
            Evaluation formula = Evaluation.compile(computed.formula(), names);
            return cursor -> checked(cursor, formula.number(cursor), computed.most(), unitsOfByte);
        }
        if (length instanceof Length.Prefixed prefixed) {
            Prefix prefix = Prefix.of(prefixed.prefix());
            return cursor -> checked(cursor, prefix.next(cursor), prefixed.most(), unitsOfByte);
        }
        if (length instanceof Length.Terminated terminated) {
            return new Mark(HexFormat.of().parseHex(terminated.markHex()), terminated.most(), unitsOfByte);
        }
        if (length instanceof Length.Remaining remaining) {
            return cursor -> checked(
                    cursor, (long) Math.max(0, cursor.end - cursor.at) * unitsOfByte, remaining.most(), unitsOfByte);
        }
        return cursor -> checked(cursor, length.most(), length.most(), unitsOfByte);
    }

    /** A length that the record has. */
    static int checked(Cursor cursor, long units, int most, int unitsOfByte) throws CorruptField {
        if (units < 0 || units > most) {
            throw CorruptField.of("length-invalid", "its length is below nothing or above its most");
        }
        if ((units + unitsOfByte - 1) / unitsOfByte > cursor.end - cursor.at) {
            throw CorruptField.of(Flaw.TOO_SHORT.code(), "its length is more than what is left of the record");
        }
        return (int) units;
    }
}
