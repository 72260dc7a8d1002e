package dev.millrace.feed.plan;

import java.math.BigInteger;
import org.apache.kafka.connect.data.Schema;

/** One digit a byte, the sign in the first or the last of them, or nowhere. */
final class ZonedReader implements Reader {

    private final int digits;
    private final boolean signed;
    private final boolean leading;
    private final NumberForm form;
    private final int[] inner;
    private final int[] outer;

    ZonedReader(Coding.Zoned zoned, ZoneTable table, DecimalMode mode) {
        this.digits = zoned.digits();
        this.signed = zoned.sign() != Coding.Sign.NONE;
        this.leading = zoned.sign() == Coding.Sign.LEADING;
        this.form = NumberForm.of(zoned.digits(), zoned.scale(), mode);
        this.inner = table.inner();
        this.outer = table.outer(signed);
    }

    @Override
    public Schema schema() {
        return form.schema();
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        byte[] bytes = cursor.bytes;
        int first = leading ? at + 1 : at;
        int end = leading ? at + length : at + length - 1;
        int sign = outer[bytes[leading ? at : end] & 0xFF];
        if (digits > NumberForm.LONG_DIGITS || sign < 0) {
            return many(bytes, first, end, sign);
        }
        int marked = sign & ~ZoneTable.MINUS;
        long number = leading ? marked : 0;
        int faults = 0;
        for (int i = first; i < end; i++) {
            int digit = inner[bytes[i] & 0xFF];
            faults |= digit;
            number = number * 10 + digit;
        }
        if (faults < 0) {
            return Flaw.INVALID_DIGIT;
        }
        if (!leading) {
            number = number * 10 + marked;
        }
        if (sign < ZoneTable.MINUS) {
            return form.of(number);
        }
        return signed ? form.of(-number) : Flaw.NEGATIVE;
    }

    private Object many(byte[] bytes, int first, int end, int sign) {
        ManyDigits number = new ManyDigits();
        int marked = sign & ~ZoneTable.MINUS;
        if (leading) {
            number.add(marked);
        }
        int faults = sign;
        for (int i = first; i < end; i++) {
            int digit = inner[bytes[i] & 0xFF];
            faults |= digit;
            number.add(digit);
        }
        if (faults < 0) {
            return Flaw.INVALID_DIGIT;
        }
        if (!leading) {
            number.add(marked);
        }
        boolean negative = sign >= ZoneTable.MINUS;
        BigInteger value = number.number(negative);
        return negative && !signed ? Flaw.NEGATIVE : form.of(value);
    }
}
