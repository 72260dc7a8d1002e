package dev.millrace.feed.plan;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;

/** A two's complement or unsigned number of 1 to 16 bytes (COMP, COMP-4, COMP-5, COMP-X). */
final class BinaryReader implements Reader {

    private final boolean signed;
    private final boolean big;
    private final NumberForm form;
    /** What a value stays below on both sides of zero; 0 when it may have all bits. */
    private final long limit;

    BinaryReader(Coding.Binary binary, NumberRules rules) {
        this.signed = binary.signed();
        this.big = binary.order().orElse(rules.order()) == ByteOrder.BIG_ENDIAN;
        boolean anyBits = binary.nativeRange() || binary.digits() == 0 || rules.truncation() == Truncation.BINARY;
        this.limit = anyBits || binary.digits() > NumberForm.LONG_DIGITS ? 0 : NumberForm.power(binary.digits());
        int bits = binary.bytes() * Byte.SIZE;
        this.form = !anyBits
                ? NumberForm.of(binary.digits(), binary.scale(), rules.decimals())
                : binary.scale() == 0
                        ? NumberForm.ofBits(bits, signed, rules.decimals())
                        : NumberForm.of(
                                BigInteger.ONE.shiftLeft(bits).toString().length(), binary.scale(), rules.decimals());
    }

    @Override
    public Schema schema() {
        return form.schema();
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        if (length > Long.BYTES) {
            return many(cursor.bytes, at, length);
        }
        byte[] bytes = cursor.bytes;
        long number = 0;
        if (big) {
            for (int i = at; i < at + length; i++) {
                number = (number << Byte.SIZE) | (bytes[i] & 0xFF);
            }
        } else {
            for (int i = at + length - 1; i >= at; i--) {
                number = (number << Byte.SIZE) | (bytes[i] & 0xFF);
            }
        }
        int unused = Long.SIZE - length * Byte.SIZE;
        if (signed) {
            number = number << unused >> unused;
        } else if (number < 0) {
            return limit == 0 ? form.of(new BigInteger(Long.toUnsignedString(number))) : Flaw.OUT_OF_RANGE;
        }
        return limit == 0 || (number < limit && number > -limit) ? form.of(number) : Flaw.OUT_OF_RANGE;
    }

    private Object many(byte[] bytes, int at, int length) {
        byte[] ordered = Arrays.copyOfRange(bytes, at, at + length);
        if (!big) {
            for (int i = 0; i < length / 2; i++) {
                byte swapped = ordered[i];
                ordered[i] = ordered[length - 1 - i];
                ordered[length - 1 - i] = swapped;
            }
        }
        return form.of(signed ? new BigInteger(ordered) : new BigInteger(1, ordered));
    }
}
