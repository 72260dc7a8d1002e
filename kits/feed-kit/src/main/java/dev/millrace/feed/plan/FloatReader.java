package dev.millrace.feed.plan;

import java.nio.ByteOrder;
import org.apache.kafka.connect.data.Schema;

/**
 * COMP-1 and COMP-2. A hexadecimal number of four bytes becomes a FLOAT64, since it reaches further than a FLOAT32
 * (z/Architecture Principles of Operation, hexadecimal floating point).
 */
final class FloatReader implements Reader {

    private static final int SHORT_FRACTION = 24;
    private static final int LONG_FRACTION = 56;
    private static final int EXCESS = 64;

    private final boolean hexadecimal;
    private final boolean big;
    private final Schema schema;

    FloatReader(Coding.Floating floating, NumberRules rules) {
        this.hexadecimal = floating.form().orElse(rules.floats()) == Coding.FloatForm.HEXADECIMAL;
        this.big = floating.order().orElse(rules.order()) == ByteOrder.BIG_ENDIAN;
        this.schema = floating.bytes() == Float.BYTES && !hexadecimal
                ? Schema.OPTIONAL_FLOAT32_SCHEMA
                : Schema.OPTIONAL_FLOAT64_SCHEMA;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits = (bits << Byte.SIZE) | (cursor.bytes[big ? at + i : at + length - 1 - i] & 0xFF);
        }
        if (hexadecimal) {
            return hexadecimal(bits, length == Float.BYTES ? SHORT_FRACTION : LONG_FRACTION);
        }
        return length == Float.BYTES
                ? (Object) Float.intBitsToFloat((int) bits)
                : (Object) Double.longBitsToDouble(bits);
    }

    /** A sign, seven bits of a power of sixteen, and the fraction. */
    private static Object hexadecimal(long bits, int width) {
        long fraction = bits & (1L << width) - 1;
        int exponent = (int) (bits >>> width) & 0x7F;
        boolean negative = (bits >>> width & 0x80) != 0;
        double value = Math.scalb((double) fraction, 4 * (exponent - EXCESS) - width);
        return negative ? -value : value;
    }
}
