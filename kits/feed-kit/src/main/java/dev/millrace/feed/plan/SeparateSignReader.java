package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Digits with a + or - of their own, in front of them or behind; and any zoned number that may have blanks around it. */
final class SeparateSignReader implements Reader {

    private final Coding.Zoned zoned;
    private final NumberForm form;
    private final Alphabet alphabet;
    private final boolean relaxed;
    private final int[] inner;
    private final int[] outer;

    /** The bytes of the signs and of the blank. */
    record Alphabet(byte plus, byte minus, byte blank) {
        static Alphabet of(boolean ebcdic) {
            return ebcdic
                    ? new Alphabet((byte) 0x4E, (byte) 0x60, (byte) 0x40)
                    : new Alphabet((byte) '+', (byte) '-', (byte) ' ');
        }
    }

    SeparateSignReader(Coding.Zoned zoned, ZoneTable table, Alphabet alphabet, boolean relaxed, DecimalMode mode) {
        this.zoned = zoned;
        this.form = NumberForm.of(zoned.digits(), zoned.scale(), mode);
        this.alphabet = alphabet;
        this.relaxed = relaxed;
        this.inner = table.inner();
        this.outer = table.outer(zoned.sign() != Coding.Sign.NONE);
    }

    @Override
    public Schema schema() {
        return form.schema();
    }

    @Override
    public @Nullable Object read(Cursor cursor, int at, int length) {
        byte[] bytes = cursor.bytes;
        int first = at;
        int end = at + length;
        if (relaxed) {
            while (first < end && isEmpty(bytes[first])) {
                first++;
            }
            while (end > first && isEmpty(bytes[end - 1])) {
                end--;
            }
        }
        boolean behind = zoned.sign() == Coding.Sign.TRAILING_SEPARATE;
        boolean separate = behind || zoned.sign() == Coding.Sign.LEADING_SEPARATE;
        boolean negative = false;
        boolean marked = false;
        if (end > first && (separate || relaxed)) {
            byte sign = bytes[behind ? end - 1 : first];
            marked = sign == alphabet.plus() || sign == alphabet.minus();
            negative = sign == alphabet.minus();
            if (marked && behind) {
                end--;
            } else if (marked) {
                first++;
            } else if (separate && !relaxed) {
                return Flaw.INVALID_SIGN;
            }
        }
        return end == first ? Flaw.INVALID_DIGIT : number(bytes, first, end, negative, separate || marked);
    }

    private boolean isEmpty(byte one) {
        return one == alphabet.blank() || one == 0;
    }

    private Object number(byte[] bytes, int first, int end, boolean separate, boolean marked) {
        boolean negative = separate;
        int carrier = marked ? -1 : zoned.sign() == Coding.Sign.LEADING ? first : end - 1;
        ManyDigits number = new ManyDigits();
        for (int i = first; i < end; i++) {
            int digit = (i == carrier ? outer : inner)[bytes[i] & 0xFF];
            if (digit < 0) {
                return Flaw.INVALID_DIGIT;
            }
            negative |= digit >= ZoneTable.MINUS;
            number.add(digit & ~ZoneTable.MINUS);
        }
        return negative && zoned.sign() == Coding.Sign.NONE ? Flaw.NEGATIVE : form.of(number.number(negative));
    }
}
