package dev.millrace.feed.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * How the characters of a text lie in its bytes: in units of one, two or four bytes.
 *
 * @param charset decodes a record
 * @param width the bytes of a unit
 * @param bigEndian the order of a wider unit's bytes
 */
record Encoding(Charset charset, int width, boolean bigEndian) {

    private static final char REPLACEMENT = '\uFFFD';

    /** Variable-width charsets whose second and later bytes are letters or above, so that a scan on bytes finds marks. */
    private static final Set<String> SCANNABLE =
            Set.of("Shift_JIS", "windows-31j", "EUC-JP", "EUC-KR", "x-windows-949", "GBK", "GB2312", "GB18030", "Big5");

    /** Without a mark in the text, UTF-16 and UTF-32 are big-endian (RFC 2781, 4.3; Unicode 16, D98 and D101). */
    static Encoding of(Charset charset) {
        return switch (charset.name()) {
            case "UTF-16", "UTF-16BE" -> new Encoding(StandardCharsets.UTF_16BE, 2, true);
            case "UTF-16LE" -> new Encoding(StandardCharsets.UTF_16LE, 2, false);
            case "UTF-32", "UTF-32BE" -> new Encoding(Charset.forName("UTF-32BE"), 4, true);
            case "UTF-32LE" -> new Encoding(Charset.forName("UTF-32LE"), 4, false);
            default -> new Encoding(charset, 1, true);
        };
    }

    /** Whether record ends can be found in its bytes without decoding them. */
    boolean scannable() {
        return width > 1
                || charset.equals(StandardCharsets.UTF_8)
                || SCANNABLE.contains(charset.name())
                || (charset.canEncode()
                        && charset.newEncoder().maxBytesPerChar() == 1.0f
                        && charset.newDecoder().maxCharsPerByte() == 1.0f);
    }

    /** Whether every character is one unit. */
    boolean isSingleUnit() {
        return width == 1
                && charset.canEncode()
                && charset.newEncoder().maxBytesPerChar() == 1.0f
                && charset.newDecoder().maxCharsPerByte() == 1.0f;
    }

    /** The unit that stands for the character, or -1 where it is not exactly one that only stands for itself. */
    int unit(char character) {
        if (width > 1) {
            return Character.isSurrogate(character) ? -1 : character;
        }
        ByteBuffer bytes = charset.encode(String.valueOf(character));
        int unit = bytes.get(0) & 0xFF;
        boolean ambiguous = SCANNABLE.contains(charset.name()) && (unit >= 0x40 || Character.isDigit(unit));
        boolean itself = bytes.limit() == 1 && charset.decode(bytes).charAt(0) == character;
        return itself && !ambiguous ? unit : -1;
    }

    /**
     * The unit of a second line feed: EBCDIC has NEL (0x15) and LF (0x25), and files use either (Unicode 16, section 5.8).
     * Elsewhere it is the line feed itself.
     */
    int otherLineFeed() {
        int feed = unit('\n');
        boolean ebcdic = width == 1 && unit('A') == 0xC1;
        return ebcdic ? 0x15 + 0x25 - feed : feed;
    }

    /** The unit at an index. */
    int unit(byte[] bytes, int index) {
        int unit = 0;
        for (int i = 0; i < width; i++) {
            int shift = 8 * (bigEndian ? width - 1 - i : i);
            unit |= (bytes[index + i] & 0xFF) << shift;
        }
        return unit;
    }

    /**
     * Decodes a whole record.
     *
     * @throws CharacterCodingException when bytes are no character of the charset
     */
    String decode(byte[] bytes, int from, int length) throws CharacterCodingException {
        String text = new String(bytes, from, length, charset);
        return isSuspect(text) ? strictly(ByteBuffer.wrap(bytes, from, length)).toString() : text;
    }

    /** Whether the text, decoded leniently, may hide undecodable bytes. */
    static boolean isSuspect(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    private CharBuffer strictly(ByteBuffer bytes) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes);
    }

    /** The name that {@link #of(Charset)} turns back into this encoding. */
    String name() {
        return charset.name().toLowerCase(Locale.ROOT);
    }
}
