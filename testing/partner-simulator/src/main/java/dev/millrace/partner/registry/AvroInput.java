package dev.millrace.partner.registry;

/**
 * The bytes of one Avro value, read from the front.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Apache Avro 1.12, Binary Encoding</a>
 */
final class AvroInput {

    private static final int LONGEST = 10;

    private final byte[] bytes;
    private int at;

    AvroInput(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    int left() {
        return bytes.length - at;
    }

    byte next() {
        return take(1)[0];
    }

    byte[] take(int count) {
        if (count < 0 || count > left()) {
            throw new IllegalArgumentException(
                    "an Avro value of " + bytes.length + " bytes ends too early: " + count + " wanted at " + at);
        }
        byte[] taken = new byte[count];
        System.arraycopy(bytes, at, taken, 0, count);
        at += count;
        return taken;
    }

    /** A number in base 128, least significant digits first, whose last bit is its sign. */
    long variable() {
        long digits = 0;
        for (int place = 0; place < LONGEST; place++) {
            byte digit = next();
            digits |= (long) (digit & 0x7F) << (7 * place);
            if (digit >= 0) {
                return (digits >>> 1) ^ -(digits & 1);
            }
        }
        throw new IllegalArgumentException("a number of Avro has more than " + LONGEST + " bytes before " + at);
    }

    /** The same where only 32 bits have a place. */
    int variableInt() {
        return Math.toIntExact(variable());
    }

    /** A number of so many bytes, the least significant one first. */
    long littleEndian(int count) {
        byte[] digits = take(count);
        long number = 0;
        for (int place = count - 1; place >= 0; place--) {
            number = (number << 8) | (digits[place] & 0xFF);
        }
        return number;
    }

    byte[] prefixed() {
        return take(variableInt());
    }
}
