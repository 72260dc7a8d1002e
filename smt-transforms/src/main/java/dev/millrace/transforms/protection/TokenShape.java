package dev.millrace.transforms.protection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One-way tokens of the shape of a text: a digit for each digit, a letter of the same case for each letter, all other signs as
 * they are. Equal texts get equal tokens; who has the key alone can't turn one back, but can try out texts.
 *
 * <p>Two texts may get one token: of n digits there are but 10^n. Letters become those from A to Z, digits those from 0 to 9,
 * letters without case small ones. The keyed stream behind it is HMAC-SHA-256 in counter mode.
 *
 * @param keepFirst characters that stay, at the beginning; of a text that has no more than both together none stays
 * @param keepLast characters that stay, at the end
 * @param luhn whether the digits get a valid check digit (ISO/IEC 7812-1, annex B)
 * @param context makes the tokens of one thing differ from those of others; may be empty
 */
record TokenShape(
        KeyedHash hash, int keepFirst, int keepLast, boolean luhn, List<Normalisation> normalisation, String context) {

    /** Bytes that nobody foresees without the key. */
    private final class Stream {

        private final byte[] text;
        private final int attempt;
        private byte[] block = {};
        private int next;
        private int blocks;

        private Stream(byte[] text, int attempt) {
            this.text = text;
            this.attempt = attempt;
        }

        /** A number from 0 below a bound of at most 256, each as likely. */
        int below(int bound) {
            int fair = 256 - 256 % bound;
            while (true) {
                if (next == block.length) {
                    byte[] counters = ByteBuffer.allocate(2 * Integer.BYTES)
                            .putInt(attempt)
                            .putInt(blocks++)
                            .array();
                    block = hash.of(context.getBytes(StandardCharsets.UTF_8), text, counters);
                    next = 0;
                }
                int drawn = block[next++] & 0xff;
                if (drawn < fair) {
                    return drawn % bound;
                }
            }
        }
    }

    /** The token; empty where a check digit is wanted and there is no digit to make one of. */
    Optional<String> of(String text) {
        return of(text, 0);
    }

    /**
     * Another token of the same text for each attempt.
     *
     * @param attempt from 0
     */
    Optional<String> of(String text, int attempt) {
        Stream stream = new Stream(Normalisation.all(normalisation, text).getBytes(StandardCharsets.UTF_8), attempt);
        int[] signs = text.codePoints().toArray();
        boolean keeps = signs.length > keepFirst + keepLast;
        int from = keeps ? keepFirst : 0;
        int to = keeps ? signs.length - keepLast : signs.length;
        int lastDigit = -1;
        for (int at = from; at < to; at++) {
            if (Character.isDigit(signs[at])) {
                lastDigit = at;
            }
            signs[at] = replaced(signs[at], stream);
        }
        if (luhn) {
            if (lastDigit < 0) {
                return Optional.empty();
            }
            makeValid(signs, lastDigit);
        }
        return Optional.of(new String(signs, 0, signs.length));
    }

    private static int replaced(int sign, Stream stream) {
        if (Character.isDigit(sign)) {
            return '0' + stream.below(10);
        }
        if (Character.isLetter(sign)) {
            return (Character.isUpperCase(sign) || Character.isTitleCase(sign) ? 'A' : 'a') + stream.below(26);
        }
        return sign;
    }

    /** Exactly one digit at any place makes the sum a multiple of ten. */
    private static void makeValid(int[] signs, int at) {
        for (int digit = '0'; digit <= '9'; digit++) {
            signs[at] = digit;
            if (isValid(signs)) {
                return;
            }
        }
    }

    /** From the right every second digit counts double, less nine where that is more than nine. */
    private static boolean isValid(int[] signs) {
        int sum = 0;
        boolean doubled = false;
        for (int at = signs.length - 1; at >= 0; at--) {
            if (Character.isDigit(signs[at])) {
                int digit = Character.digit(signs[at], 10);
                sum += doubled ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
                doubled = !doubled;
            }
        }
        return sum % 10 == 0;
    }
}
