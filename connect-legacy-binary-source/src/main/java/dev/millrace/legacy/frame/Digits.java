package dev.millrace.legacy.frame;

import java.util.Locale;

/** How a number stands in bytes. */
public enum Digits {
    BINARY(8),
    /** Decimal digits of ASCII, and of EBCDIC when read. */
    ASCII(19),
    /** Hexadecimal digits of ASCII. */
    HEX(16),
    /** Two decimal digits a byte. */
    BCD(9);

    private final int most;

    Digits(int most) {
        this.most = most;
    }

    /** How many bytes it may have. */
    public int mostBytes() {
        return most;
    }

    /** The number, or -1 when the bytes are none or it is too large. */
    public long read(byte[] bytes, boolean big) {
        long value = 0;
        for (int index = 0; index < bytes.length; index++) {
            int next = bytes[big ? index : bytes.length - 1 - index] & 0xff;
            value = switch (this) {
                case BINARY -> (value << 8) | next;
                case ASCII -> push(value, 10, digit(next));
                case HEX -> push(value, 16, Character.digit(next, 16));
                case BCD -> push(push(value, 10, next >> 4), 10, next & 15);
            };
            if (value < 0) {
                return -1;
            }
        }
        return value;
    }

    private static int digit(int next) {
        return isBetween(next, 0xf0) ? next - 0xf0 : isBetween(next, '0') ? next - '0' : -1;
    }

    private static boolean isBetween(int next, int zero) {
        return next >= zero && next <= zero + 9;
    }

    private static long push(long value, int base, int digit) {
        boolean isDigit = value >= 0 && digit >= 0 && digit < base && value <= (Long.MAX_VALUE - digit) / base;
        return isDigit ? value * base + digit : -1;
    }

    /** The largest number that fits so many bytes. */
    public long largest(int bytes) {
        return switch (this) {
            case BINARY -> bytes >= 8 ? Long.MAX_VALUE : (1L << (8 * bytes)) - 1;
            case ASCII -> power(10, bytes);
            case HEX -> bytes >= 16 ? Long.MAX_VALUE : power(16, bytes);
            case BCD -> power(100, bytes);
        };
    }

    private static long power(int base, int exponent) {
        double largest = Math.pow(base, exponent) - 1;
        return largest >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) largest;
    }

    /**
     * Writes a number.
     *
     * @throws IllegalArgumentException when it does not fit
     */
    public byte[] write(long value, int bytes, boolean big) {
        if (value < 0 || value > largest(bytes)) {
            throw new IllegalArgumentException(
                    value + " does not fit " + bytes + " bytes of " + name().toLowerCase(Locale.ROOT));
        }
        byte[] written = new byte[bytes];
        long left = value;
        for (int index = 0; index < bytes; index++) {
            int next = switch (this) {
                case BINARY -> (int) (left & 0xff);
                case ASCII -> '0' + (int) (left % 10);
                case HEX -> Character.toUpperCase(Character.forDigit((int) (left & 15), 16));
                case BCD -> (int) (((left % 100 / 10) << 4) | (left % 10));
            };
            written[big ? bytes - 1 - index : index] = (byte) next;
            left = switch (this) {
                case BINARY -> left >>> 8;
                case ASCII -> left / 10;
                case HEX -> left >>> 4;
                case BCD -> left / 100;
            };
        }
        return written;
    }
}
