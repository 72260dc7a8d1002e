package dev.millrace.feed.plan;

import java.nio.ByteOrder;

/** A number without a sign in front of a value, which says its length. */
@FunctionalInterface
interface Prefix {

    /** The number where the cursor stands, which moves behind it. */
    long next(Cursor cursor) throws CorruptField;

    /**
     * The prefix of a coding: a binary number, or digits of either form.
     *
     * @throws IllegalArgumentException when its coding is no such number
     */
    static Prefix of(Coding coding) {
        int bytes = Sizes.fixed(coding).orElse(0);
        if (coding instanceof Coding.Binary binary && bytes <= 4 && !binary.signed()) {
            boolean little =
                    binary.order().filter(ByteOrder.LITTLE_ENDIAN::equals).isPresent();
            return cursor -> binary(cursor, begin(cursor, bytes), bytes, little);
        }
        if (coding instanceof Coding.Zoned zoned && zoned.sign() == Coding.Sign.NONE && !zoned.national()) {
            return cursor -> zoned(cursor, begin(cursor, bytes), bytes);
        }
        if (coding instanceof Coding.Packed packed && !packed.signNibble()) {
            return cursor -> packed(cursor, begin(cursor, bytes), bytes);
        }
        throw new IllegalArgumentException("the length in front of it must be a number without a sign");
    }

    private static int begin(Cursor cursor, int bytes) throws CorruptField {
        if (bytes > cursor.end - cursor.at) {
            throw CorruptField.of(Flaw.TOO_SHORT.code(), "the record ends within the length in front of it");
        }
        cursor.at += bytes;
        return cursor.at - bytes;
    }

    private static long binary(Cursor cursor, int at, int bytes, boolean little) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | (cursor.bytes[little ? at + bytes - 1 - i : at + i] & 0xFF);
        }
        return number;
    }

    /** Digits of ASCII or EBCDIC, whichever stand there. */
    private static long zoned(Cursor cursor, int at, int bytes) throws CorruptField {
        long number = 0;
        for (int i = at; i < at + bytes; i++) {
            int zone = cursor.bytes[i] & 0xF0;
            number = number * 10 + digit(cursor.bytes[i] & 0xF, zone == 0x30 || zone == 0xF0);
        }
        return number;
    }

    private static long packed(Cursor cursor, int at, int bytes) throws CorruptField {
        long number = 0;
        for (int i = at; i < at + bytes; i++) {
            number = number * 10 + digit(cursor.bytes[i] >> 4 & 0xF, true);
            number = number * 10 + digit(cursor.bytes[i] & 0xF, true);
        }
        return number;
    }

    private static int digit(int nibble, boolean valid) throws CorruptField {
        if (!valid || nibble > 9) {
            throw CorruptField.of(Flaw.INVALID_DIGIT.code(), "the length in front of it has a digit that is none");
        }
        return nibble;
    }
}
