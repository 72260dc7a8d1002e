package dev.millrace.feed.edi;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** How letters, digits and blanks lie in the bytes of a charset of one byte each, or of UTF-8. Immutable. */
final class Alphabet {

    private static final char NONE = '\uFFFD';

    private final Charset charset;
    private final char[] characters = new char[256];
    private final boolean[] noise = new boolean[256];
    private final boolean ebcdic;

    Alphabet(Charset charset) {
        this.charset = charset;
        this.ebcdic = unit('A') == 0xC1;
        for (int i = 0; i < characters.length; i++) {
            boolean part = i > 0x7F && charset.equals(StandardCharsets.UTF_8);
            characters[i] = part ? NONE : new String(new byte[] {(byte) i}, charset).charAt(0);
        }
        for (int i = 0; i < noise.length; i++) {
            noise[i] = isFilling(characters[i]) || isLineFeed(i);
        }
    }

    /** Whether what structures an interchange lies where ASCII has it, one byte each. */
    boolean isAscii() {
        return IntStream.range(0, 0x80).allMatch(unit -> characters[unit] == unit)
                && charset.canEncode()
                && new String(new byte[] {'a', 'b'}, charset).equals("ab");
    }

    Charset charset() {
        return charset;
    }

    char at(int unit) {
        return characters[unit & 0xFF];
    }

    /** The byte of a character. */
    int unit(char character) {
        return charset.encode(String.valueOf(character)).get(0) & 0xFF;
    }

    /** Letters and digits of the Latin alphabet; no separator is one. */
    boolean isWord(int unit) {
        char c = at(unit);
        return isLetter(unit) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }

    boolean isLetter(int unit) {
        char c = at(unit);
        return c >= 'A' && c <= 'Z';
    }

    /** What may stand between segments and says nothing: blanks, line ends, filling zeros, the end mark of DOS. */
    boolean isNoise(int unit) {
        return noise[unit & 0xFF];
    }

    private static boolean isFilling(char character) {
        return switch (character) {
            case ' ', '\t', '\r', '\n', '\0', '\u001A' -> true;
            default -> false;
        };
    }

    /** A later byte of a character of UTF-8, where that is the charset. */
    boolean isContinuation(int unit) {
        return charset.equals(StandardCharsets.UTF_8) && (unit & 0xC0) == 0x80;
    }

    boolean isReturn(int unit) {
        return at(unit) == '\r';
    }

    boolean isLineFeed(int unit) {
        // Elsewhere, the byte that is EBCDIC's next line is a letter, or half of one.
        return at(unit) == '\n' || (ebcdic && at(unit) == '\u0085');
    }
}
