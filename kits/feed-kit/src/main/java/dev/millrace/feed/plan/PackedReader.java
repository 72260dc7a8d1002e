package dev.millrace.feed.plan;

import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;

/** Two digits a byte, the last half byte a sign (COMP-3). */
final class PackedReader implements Reader {

    private static final int NONE = -1;
    private static final int MINUS = 16;
    /** The number of two digits in a byte; negative when one is none. */
    private static final int[] PAIRS = pairs();

    private final int digits;
    private final boolean signed;
    private final NumberForm form;
    /** The last digit, and 16 for a minus; negative when digit or sign is none. */
    private final int[] last;

    private final boolean oddPadding;

    PackedReader(Coding.Packed packed, NumberRules rules) {
        this.digits = packed.digits();
        this.signed = packed.signed();
        this.form = NumberForm.of(packed.digits(), packed.scale(), rules.decimals());
        this.last = last(rules.nibbles() == SignNibbles.LENIENT);
        this.oddPadding = packed.digits() % 2 == 0;
    }

    static int[] pairs() {
        int[] pairs = new int[256];
        for (int b = 0; b < pairs.length; b++) {
            int high = b >> 4;
            int low = b & 0xF;
            pairs[b] = high > 9 || low > 9 ? NONE : high * 10 + low;
        }
        return pairs;
    }

    private static int[] last(boolean lenient) {
        int[] last = new int[256];
        Arrays.fill(last, NONE);
        for (int digit = 0; digit <= 9; digit++) {
            for (char sign : (lenient ? "ACEF" : "CF").toCharArray()) {
                last[digit << 4 | Character.digit(sign, 16)] = digit;
            }
            for (char sign : (lenient ? "BD" : "D").toCharArray()) {
                last[digit << 4 | Character.digit(sign, 16)] = digit | MINUS;
            }
        }
        return last;
    }

    @Override
    public Schema schema() {
        return form.schema();
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        byte[] bytes = cursor.bytes;
        int end = at + length - 1;
        int sign = last[bytes[end] & 0xFF];
        if (digits > NumberForm.LONG_DIGITS) {
            return many(bytes, at, end, sign);
        }
        long number = 0;
        int faults = sign;
        for (int i = at; i < end; i++) {
            int pair = PAIRS[bytes[i] & 0xFF];
            faults |= pair;
            number = number * 100 + pair;
        }
        if (faults < 0) {
            return flaw(bytes[end]);
        }
        if (oddPadding && (bytes[at] & 0xF0) != 0) {
            return Flaw.OUT_OF_RANGE;
        }
        number = number * 10 + (sign & ~MINUS);
        if (sign < MINUS) {
            return form.of(number);
        }
        return signed ? form.of(-number) : Flaw.NEGATIVE;
    }

    private Object many(byte[] bytes, int at, int end, int sign) {
        ManyDigits number = new ManyDigits();
        for (int i = at; i < end; i++) {
            int pair = PAIRS[bytes[i] & 0xFF];
            if (pair < 0) {
                return flaw(bytes[end]);
            }
            number.add(pair / 10);
            number.add(pair % 10);
        }
        if (sign < 0) {
            return flaw(bytes[end]);
        }
        if (oddPadding && (bytes[at] & 0xF0) != 0) {
            return Flaw.OUT_OF_RANGE;
        }
        number.add(sign & ~MINUS);
        return sign >= MINUS && !signed ? Flaw.NEGATIVE : form.of(number.number(sign >= MINUS));
    }

    private Flaw flaw(byte end) {
        boolean digit = (end & 0xF0) >> 4 <= 9;
        return digit && last[end & 0xFF] < 0 ? Flaw.INVALID_SIGN : Flaw.INVALID_DIGIT;
    }

    @Override
    public String toString() {
        return "packed " + digits;
    }
}
