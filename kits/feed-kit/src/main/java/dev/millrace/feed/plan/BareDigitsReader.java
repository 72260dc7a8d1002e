package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Schema;

/** Two digits a byte and no sign behind them (COMP-6, COMP-3U), or the form of the IBM 4690 with its sign in front. */
final class BareDigitsReader implements Reader {

    private static final int FILL = 0xF;
    private static final int MINUS = 0xD;

    private final int digits;
    private final boolean signed;
    private final boolean marked;
    private final NumberForm form;

    /** @param marked whether a D in front of the digits is a minus, and an F nothing */
    BareDigitsReader(Coding.Packed packed, boolean marked, NumberRules rules) {
        this.digits = packed.digits();
        this.signed = packed.signed();
        this.marked = marked;
        // The half byte of the sign may hold a digit, where there is none.
        this.form = NumberForm.of(packed.digits() + (marked ? 1 : 0), packed.scale(), rules.decimals());
    }

    @Override
    public Schema schema() {
        return form.schema();
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        byte[] bytes = cursor.bytes;
        int nibbles = 2 * length;
        int first = 0;
        boolean negative = false;
        if (marked) {
            while (first < nibbles && nibble(bytes, at, first) == FILL) {
                first++;
            }
            if (first < nibbles && nibble(bytes, at, first) == MINUS) {
                negative = true;
                first++;
            }
            if (first == nibbles) {
                return Flaw.INVALID_DIGIT;
            }
            if (first == 0 && nibble(bytes, at, 0) > 9) {
                return Flaw.INVALID_SIGN;
            }
        }
        ManyDigits number = new ManyDigits();
        for (int i = first; i < nibbles; i++) {
            int digit = nibble(bytes, at, i);
            if (digit > 9) {
                return Flaw.INVALID_DIGIT;
            }
            if (digit > 0 && nibbles - i > digits + (marked ? 1 : 0)) {
                return Flaw.OUT_OF_RANGE;
            }
            number.add(digit);
        }
        return negative && !signed ? Flaw.NEGATIVE : form.of(number.number(negative));
    }

    private static int nibble(byte[] bytes, int at, int index) {
        int pair = bytes[at + index / 2];
        return index % 2 == 0 ? pair >> 4 & 0xF : pair & 0xF;
    }
}
