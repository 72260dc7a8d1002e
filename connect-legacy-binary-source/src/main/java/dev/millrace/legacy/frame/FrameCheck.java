package dev.millrace.legacy.frame;

import java.util.zip.CRC32;

/**
 * A figure about a message that stands in its front or back.
 *
 * @param in where
 * @param at the first of its bytes there
 * @param bytes how many it has
 */
public record FrameCheck(Kind kind, Region in, int at, int bytes, Digits as, boolean big) {

    /** Where it stands. */
    public enum Region {
        FRONT,
        BACK
    }

    /** What is told. */
    public enum Kind {
        /** CRC-16/ARC: polynomial 8005 reflected, from 0. */
        CRC16_ARC(2),
        /** CRC-16/CCITT-FALSE: polynomial 1021, from FFFF. */
        CRC16_CCITT(2),
        /** CRC-16/XMODEM: polynomial 1021, from 0. */
        CRC16_XMODEM(2),
        /** CRC-32 (ISO 3309). */
        CRC32(4),
        /** All bytes added up. */
        SUM8(1),
        /** All bytes by exclusive or. */
        XOR8(1),
        /** How many bytes the message has. */
        COUNT(0);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }

        /** How many bytes it has in binary form; 0 where that is said elsewhere. */
        public int bytes() {
            return bytes;
        }

        long of(byte[] message) {
            return switch (this) {
                case CRC16_ARC -> reflected16(message);
                case CRC16_CCITT -> crc16(message, 0xffff);
                case CRC16_XMODEM -> crc16(message, 0);
                case CRC32 -> crc32(message);
                case SUM8 -> sum(message) & 0xff;
                case XOR8 -> xor(message);
                case COUNT -> message.length;
            };
        }

        private static long reflected16(byte[] message) {
            int crc = 0;
            for (byte next : message) {
                crc ^= next & 0xff;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xa001;
                }
            }
            return crc;
        }

        private static long crc16(byte[] message, int from) {
            int crc = from;
            for (byte next : message) {
                crc ^= (next & 0xff) << 8;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
                }
                crc &= 0xffff;
            }
            return crc;
        }

        private static long crc32(byte[] message) {
            CRC32 crc = new CRC32();
            crc.update(message);
            return crc.getValue();
        }

        private static long sum(byte[] message) {
            long sum = 0;
            for (byte next : message) {
                sum += next & 0xff;
            }
            return sum;
        }

        private static long xor(byte[] message) {
            int xor = 0;
            for (byte next : message) {
                xor ^= next & 0xff;
            }
            return xor;
        }
    }

    int end() {
        return at + bytes;
    }

    /** What is wrong; empty for nothing. */
    String faultOf(byte[] message, byte[] front, byte[] back) {
        byte[] told = new byte[bytes];
        System.arraycopy(in == Region.FRONT ? front : back, at, told, 0, bytes);
        if (as.read(told, big) == kind.of(message)) {
            return "";
        }
        return kind == Kind.COUNT ? "wrong-count" : "wrong-checksum";
    }

    void write(byte[] message, byte[] front, byte[] back) {
        byte[] figure = as.write(kind.of(message), bytes, big);
        System.arraycopy(figure, 0, in == Region.FRONT ? front : back, at, bytes);
    }
}
