package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Random;

/** Damages streams as lines, disks and people do; the same random numbers do the same damage. */
final class Mutations {

    private static final int LARGEST = 48 << 10;
    private static final byte[] PAYLOAD = RecordFormatContract.PAYLOAD.getBytes(US_ASCII);

    private Mutations() {}

    /** One to six changes of a stream; some of them take from another one. */
    static byte[] of(byte[] stream, byte[] other, Random random) {
        byte[] bytes = stream;
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes = change(bytes, other, random);
        }
        return bytes.length > LARGEST ? Arrays.copyOf(bytes, LARGEST) : bytes;
    }

    private static byte[] change(byte[] bytes, byte[] other, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 12));
        byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
        return switch (random.nextInt(10)) {
            case 0 -> replace(bytes, at, length, flipped(piece, random));
            case 1 -> replace(bytes, at, 0, random(random, 1 + random.nextInt(8)));
            case 2 -> replace(bytes, at, length, new byte[0]);
            case 3 -> replace(bytes, at, 0, piece);
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> replace(bytes, at, length, somewhere(other, random));
            case 6 -> replace(bytes, at, length, repeated(piece, 1 + random.nextInt(2_000)));
            case 7 -> replace(bytes, at, length, somewhere(bytes, random));
            case 8 -> replace(bytes, at, 0, PAYLOAD);
            default -> replace(bytes, at, Math.min(1, length), one(bytes, random));
        };
    }

    private static byte[] flipped(byte[] piece, Random random) {
        if (piece.length > 0) {
            piece[random.nextInt(piece.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return piece;
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A byte that means something in the stream, such as a separator, more likely than chance finds one. */
    private static byte[] one(byte[] bytes, Random random) {
        return bytes.length == 0 ? bytes : new byte[] {bytes[random.nextInt(bytes.length)]};
    }

    private static byte[] somewhere(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(60)));
    }

    private static byte[] repeated(byte[] piece, int times) {
        byte[] all = new byte[Math.min(LARGEST, piece.length * times)];
        for (int i = 0; i < all.length; i++) {
            all[i] = piece[i % piece.length];
        }
        return all;
    }

    private static byte[] replace(byte[] bytes, int at, int length, byte[] with) {
        byte[] all = new byte[bytes.length - length + with.length];
        System.arraycopy(bytes, 0, all, 0, at);
        System.arraycopy(with, 0, all, at, with.length);
        System.arraycopy(bytes, at + length, all, at + with.length, bytes.length - at - length);
        return all;
    }
}
