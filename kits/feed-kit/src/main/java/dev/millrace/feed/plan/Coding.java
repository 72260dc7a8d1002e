package dev.millrace.feed.plan;

import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/** How a value lies in bytes. */
public sealed interface Coding {

    /** Characters. */
    enum Script {
        /** In the charset of the file or of the field (PIC X, A; DBCS in mixed charsets too). */
        FILE,
        /** Double-byte characters without shifts (PIC G, DISPLAY-1). */
        DOUBLE_BYTE,
        /** UTF-16 big-endian (PIC N, USAGE NATIONAL). */
        NATIONAL,
        /** UTF-8 (PIC U). */
        UTF_8
    }

    /** Where a zoned or national number has its sign. */
    enum Sign {
        NONE,
        /** In the last digit. */
        TRAILING,
        /** In the first digit. */
        LEADING,
        TRAILING_SEPARATE,
        LEADING_SEPARATE
    }

    /**
     * Text.
     *
     * @param length in bytes
     * @param charset empty for what {@code script} and the options say
     */
    record Text(Length length, Script script, Optional<String> charset, boolean justifiedRight) implements Coding {}

    /**
     * One digit a byte, or two bytes in national form.
     *
     * @param scale digits behind the decimal point; negative where digits are implied in front of it (P scaling: 9(3)PPP has
     *     three digits and scale -3, VPP9 has one digit and scale 3)
     */
    record Zoned(int digits, int scale, Sign sign, boolean national, boolean blankWhenZero) implements Coding {}

    /**
     * Two digits a byte.
     *
     * @param signNibble false for COMP-6 and COMP-3U, which have digits alone
     */
    record Packed(int digits, int scale, boolean signed, boolean signNibble) implements Coding {}

    /**
     * A two's complement or unsigned number.
     *
     * @param digits as the picture says; 0 for one without a picture
     * @param order empty for what the options say
     * @param nativeRange whether it may use all bits whatever its picture (COMP-5, COMP-X)
     */
    record Binary(int bytes, int digits, int scale, boolean signed, Optional<ByteOrder> order, boolean nativeRange)
            implements Coding {}

    /** What a floating-point number is made of. */
    enum FloatForm {
        /** IBM hexadecimal. */
        HEXADECIMAL,
        IEEE
    }

    /**
     * COMP-1 and COMP-2.
     *
     * @param bytes 4 or 8
     * @param form empty for what the options say
     * @param order empty for what the options say
     */
    record Floating(int bytes, Optional<FloatForm> form, Optional<ByteOrder> order) implements Coding {}

    /**
     * A number edited for people (PIC Z,ZZ9.99CR), or text with inserted characters.
     *
     * @param picture expanded, each character for itself, upper case: {@code ZZ,ZZ9.99CR}
     * @param commaIsPoint DECIMAL-POINT IS COMMA
     */
    record Edited(String picture, boolean numeric, boolean commaIsPoint, boolean blankWhenZero) implements Coding {}

    /** Bytes as they are: pointers, indexes, PIC X COMP, slack. */
    record Bytes(Length length) implements Coding {}

    /**
     * Two digits a byte, read as text; the length counts digits.
     *
     * @param padsLeft whether the half byte that is left over of an odd number of digits stands in front of them
     * @param letters whether the half bytes A to F may stand between the digits (a separator on a magnetic track)
     */
    record Digits(Length length, boolean padsLeft, boolean letters) implements Coding {}

    /**
     * An unsigned number in some bits, the most significant one first.
     *
     * @param skip the bits of the current byte in front of it, 0 to 7
     * @param bits 1 to 63
     * @param take how many bytes further reading goes on; 0 when the next field shares this one's last byte and begins in it
     */
    record Bits(int skip, int bits, int take) implements Coding {}

    /**
     * Which of many fields follow, a bit for each, the first one most significant; read as upper-case hexadecimal text.
     *
     * @param bytes in a block, 1 to 16
     * @param hexText whether a byte is written as two hexadecimal characters
     * @param chained whether the first bit of a block says that another one follows (ISO 8583)
     * @param known the bits that may be set, from 1, besides those that chain; empty for all
     */
    record Bitmap(int bytes, boolean hexText, boolean chained, Set<Integer> known) implements Coding {
        /** The blocks that a chain may have. */
        public static final int MOST_BLOCKS = 3;

        public Bitmap {
            known = Set.copyOf(known);
        }
    }

    /**
     * A check value over the bytes in front of it.
     *
     * @param coding how it is written: a number, or text
     * @param skip the bytes at the record's beginning that it does not cover
     * @param radix of its digits where it is text, 10 or 16
     */
    record Checksum(Coding coding, ChecksumAlgorithm algorithm, int skip, int radix) implements Coding {}

    /** A value of which the layout says more than how it lies in bytes. */
    record Ruled(Coding coding, Rules rules) implements Coding {}
}
