package dev.millrace.http.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes each byte of a text that is not kept as % and two digits (RFC 3986 section 2.1). */
enum PercentEncoding {
    /** Keeps the unreserved characters (RFC 3986 section 2.3). */
    UNRESERVED("-._~"),
    /** Keeps slashes too. */
    PATH("-._~/"),
    /** Keeps what a form keeps (the URL standard, application/x-www-form-urlencoded percent-encode set). */
    FORM("*-._");

    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    /** A bit for each character up to 63, and for each above. */
    private final long lower;

    private final long upper;

    PercentEncoding(String others) {
        long low = 0;
        long high = 0;
        for (char kept : ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + others).toCharArray()) {
            low |= kept < Long.SIZE ? 1L << kept : 0;
            high |= kept < Long.SIZE ? 0 : 1L << (kept - Long.SIZE);
        }
        lower = low;
        upper = high;
    }

    private boolean keeps(byte character) {
        return character >= 0
                && ((character < Long.SIZE ? lower >>> character : upper >>> (character - Long.SIZE)) & 1) == 1;
    }

    String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte next : bytes) {
            if (keeps(next)) {
                encoded.append((char) next);
            } else {
                encoded.append('%').append(DIGITS[next >> 4 & 0xf]).append(DIGITS[next & 0xf]);
            }
        }
        return encoded.toString();
    }

    /** The bytes of a text with escapes; what only looks like one stays as it is. */
    static byte[] decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                decoded.write(bytes[i]);
            } else {
                decoded.write(high << 4 | low);
                i += 2;
            }
        }
        return decoded.toByteArray();
    }
}
