package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;

/** Records of 200 bytes as a mainframe writes them, by the copybook beside this class; the same ones for the same seed. */
final class TransactionRecords {

    static final int LENGTH = 200;
    /** What stands in TRAN-TYPE of a record whose detail is DETAIL-A. */
    static final String CARD = "PA";
    /** The same for DETAIL-B. */
    static final String TRANSFER = "PB";

    static final Charset EBCDIC = Charset.forName("IBM037");

    private static final long SEED = 20261121;
    private static final String[] NAMES = {"MARTHA KLEIN", "JOHANNES OBERMEIER", "ANNE ROUX", "PIET VAN DER BERG"};
    private static final int LINES = 5;

    private TransactionRecords() {}

    /** The text of the copybook. */
    static String copybook() {
        try (InputStream text = TransactionRecords.class.getResourceAsStream("transaction.cob")) {
            return new String(Objects.requireNonNull(text, "transaction.cob").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many records, one after the other. */
    static byte[] some(int count) {
        Random random = new Random(SEED);
        ByteBuffer all = ByteBuffer.allocate(count * LENGTH);
        for (int i = 0; i < count; i++) {
            one(all, random, i);
        }
        return all.array();
    }

    private static void one(ByteBuffer out, Random random, int number) {
        boolean card = random.nextInt(3) > 0;
        digits(out, 10, 4_000_000_000L + random.nextInt(1_000_000));
        text(out, 30, NAMES[random.nextInt(NAMES.length)]);
        text(out, 4, "B" + random.nextInt(999));
        digits(out, 8, 20_260_101 + random.nextInt(28));
        digits(out, 6, 100_000 + random.nextInt(100_000));
        text(out, 2, card ? CARD : TRANSFER);
        packed(out, 7, random.nextInt(50_000_000) - 10_000_000);
        packed(out, 8, random.nextInt(2_000_000_000) - 100_000_000L);
        zoned(out, 7, random.nextInt(10_000) - 2_000);
        out.putInt(number);
        out.putShort((short) random.nextInt(5_000));
        out.putLong(random.nextInt() * 1_000_003L);
        text(out, 3, "EUR");
        for (int line = 0; line < LINES; line++) {
            text(out, 4, "L" + random.nextInt(500));
            packed(out, 5, random.nextInt(2_000_000) - 500_000);
            out.putShort((short) (random.nextInt(200) - 100));
        }
        if (card) {
            text(out, 25, "SHOP " + random.nextInt(10_000));
            text(out, 13, "ROTTERDAM");
            digits(out, 2, random.nextInt(100));
        } else {
            text(out, 34, "NL91ABNA0" + (100_000_000 + random.nextInt(800_000_000)));
            packed(out, 5, random.nextInt(3_000_000));
            text(out, 1, "");
        }
        text(out, 6, "");
    }

    private static void text(ByteBuffer out, int length, String text) {
        out.put((text + " ".repeat(length - text.length())).getBytes(EBCDIC));
    }

    private static void digits(ByteBuffer out, int length, long number) {
        out.put(padded(number, length).getBytes(EBCDIC));
    }

    private static String padded(long number, int length) {
        String digits = Long.toString(number);
        return "0".repeat(length - digits.length()) + digits;
    }

    private static void zoned(ByteBuffer out, int length, long number) {
        byte[] digits = padded(Math.abs(number), length).getBytes(EBCDIC);
        digits[length - 1] = (byte) ((digits[length - 1] & 0x0F) | (number < 0 ? 0xD0 : 0xC0));
        out.put(digits);
    }

    private static void packed(ByteBuffer out, int bytes, long number) {
        String digits = padded(Math.abs(number), 2 * bytes - 1) + (number < 0 ? "D" : "C");
        for (int i = 0; i < digits.length(); i += 2) {
            out.put((byte) Integer.parseInt(digits, i, i + 2, 16));
        }
    }
}
