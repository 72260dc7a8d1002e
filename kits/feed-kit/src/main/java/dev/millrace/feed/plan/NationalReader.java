package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Schema;

/** A number in digits of UTF-16BE, with a separate sign or none (USAGE NATIONAL). */
final class NationalReader implements Reader {

    private final Coding.Sign sign;
    private final NumberForm form;

    NationalReader(Coding.Zoned zoned, DecimalMode mode) {
        this.sign = zoned.sign();
        this.form = NumberForm.of(zoned.digits(), zoned.scale(), mode);
    }

    @Override
    public Schema schema() {
        return form.schema();
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        int first = at;
        int end = at + length - 1;
        boolean negative = false;
        if (sign != Coding.Sign.NONE) {
            boolean behind = sign == Coding.Sign.TRAILING_SEPARATE || sign == Coding.Sign.TRAILING;
            int mark = character(cursor.bytes, behind ? end - 1 : at);
            if (mark != '+' && mark != '-') {
                return Flaw.INVALID_SIGN;
            }
            negative = mark == '-';
            first += behind ? 0 : 2;
            end -= behind ? 2 : 0;
        }
        ManyDigits number = new ManyDigits();
        for (int i = first; i < end; i += 2) {
            int digit = character(cursor.bytes, i) - '0';
            if (digit < 0 || digit > 9) {
                return Flaw.INVALID_DIGIT;
            }
            number.add(digit);
        }
        return form.of(number.number(negative));
    }

    private static int character(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
