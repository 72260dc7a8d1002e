package dev.millrace.feed.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a check value is calculated. Cyclic ones are given by the parameters of Ross Williams' model ("A painless guide to CRC
 * error detection algorithms") under their names in the catalogue of Greg Cook.
 */
public enum ChecksumAlgorithm {
    CRC_8(8, 0x07, 0, false, 0),
    CRC_16_ARC(16, 0x8005, 0, true, 0),
    CRC_16_MODBUS(16, 0x8005, 0xFFFF, true, 0),
    CRC_16_IBM_3740(16, 0x1021, 0xFFFF, false, 0),
    CRC_16_XMODEM(16, 0x1021, 0, false, 0),
    CRC_16_KERMIT(16, 0x1021, 0, true, 0),
    CRC_16_IBM_SDLC(16, 0x1021, 0xFFFF, true, 0xFFFF),
    CRC_32(32, 0x04C11DB7, 0xFFFFFFFFL, true, 0xFFFFFFFFL),
    CRC_32C(32, 0x1EDC6F41, 0xFFFFFFFFL, true, 0xFFFFFFFFL),
    /** All bytes added, of which the last eight bits remain. */
    SUM_8(8),
    /** All bytes in an exclusive or. */
    XOR_8(8);

    private final int width;
    private final boolean reflected;
    private final long start;
    private final long last;
    // Written in the constructor alone.
    @SuppressWarnings("ImmutableEnumChecker")
    private final long[] table;

    ChecksumAlgorithm(int width, long polynomial, long start, boolean reflected, long last) {
        this.width = width;
        this.reflected = reflected;
        this.start = reflected ? reversed(start, width) : start;
        this.last = last;
        this.table = table(width, polynomial, reflected);
    }

    ChecksumAlgorithm(int width) {
        this.width = width;
        this.reflected = false;
        this.start = 0;
        this.last = 0;
        this.table = new long[0];
    }

    /** The one of a name as layouts write it, {@code crc-16-arc} for example. */
    public static Optional<ChecksumAlgorithm> named(String name) {
        return Arrays.stream(values()).filter(each -> each.label().equals(name)).findFirst();
    }

    /** As layouts write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The bits of a check value. */
    public int width() {
        return width;
    }

    /** The check value of some bytes. */
    public long of(byte[] bytes, int from, int to) {
        if (this == SUM_8 || this == XOR_8) {
            int value = 0;
            for (int i = from; i < to; i++) {
                value = this == SUM_8 ? value + bytes[i] : value ^ bytes[i];
            }
            return value & 0xFF;
        }
        long mask = (1L << width) - 1;
        long value = start;
        for (int i = from; i < to; i++) {
            value = reflected
                    ? table[(int) (value ^ bytes[i]) & 0xFF] ^ (value >>> 8)
                    : (table[(int) (value >>> (width - 8) ^ bytes[i]) & 0xFF] ^ (value << 8)) & mask;
        }
        return (value ^ last) & mask;
    }

    private static long[] table(int width, long polynomial, boolean reflected) {
        long[] table = new long[256];
        long mask = (1L << width) - 1;
        for (int index = 0; index < table.length; index++) {
            long value = reflected ? index : (long) index << (width - 8);
            for (int bit = 0; bit < 8; bit++) {
                boolean carry = reflected ? (value & 1) != 0 : (value >>> (width - 1) & 1) != 0;
                value = reflected ? value >>> 1 : value << 1 & mask;
                value = carry ? value ^ (reflected ? reversed(polynomial, width) : polynomial) : value;
            }
            table[index] = value;
        }
        return table;
    }

    private static long reversed(long value, int width) {
        return Long.reverse(value) >>> (64 - width);
    }
}
