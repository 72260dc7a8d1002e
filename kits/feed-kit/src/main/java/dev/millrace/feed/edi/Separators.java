package dev.millrace.feed.edi;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bytes that structure an interchange; -1 where there is none.
 *
 * @param terminator ends a segment: one byte, or the two to four of a character of UTF-8, the first being the highest
 * @param tag ends a segment's tag where another byte than the element separator does (TRADACOMS)
 */
record Separators(int tag, int element, int component, int repetition, int release, int terminator) {

    static final int NONE = -1;

    /** ISO 9735-1, 6.1: what holds without UNA. */
    static Separators ofEdifact(Alphabet alphabet) {
        return new Separators(
                NONE, alphabet.unit('+'), alphabet.unit(':'), NONE, alphabet.unit('?'), alphabet.unit('\''));
    }

    static Separators ofTradacoms(Alphabet alphabet) {
        Separators edifact = ofEdifact(alphabet);
        return new Separators(
                alphabet.unit('='), edifact.element, edifact.component, NONE, edifact.release, edifact.terminator);
    }

    Separators withRepetition(int unit) {
        return new Separators(tag, element, component, unit, release, terminator);
    }

    /** Ends a tag. */
    boolean endsTag(int unit) {
        return unit == element || unit == tag;
    }

    int terminatorLength() {
        return (39 - Integer.numberOfLeadingZeros(Math.max(1, terminator))) / 8;
    }

    /** The terminator's first byte. */
    int terminatorStart() {
        return terminator >>> (8 * (terminatorLength() - 1));
    }

    /** Whether the terminator's bytes stand there. */
    boolean endsAt(byte[] bytes, int from) {
        int length = terminatorLength();
        for (int i = 0; i < length; i++) {
            if ((bytes[from + i] & 0xFF) != ((terminator >>> (8 * (length - 1 - i))) & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** Six numbers with dots between. */
    String text() {
        return Stream.of(tag, element, component, repetition, release, terminator)
                .map(String::valueOf)
                .collect(Collectors.joining("."));
    }

    static Separators parse(String text) {
        int[] units = Stream.of(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
        return new Separators(units[0], units[1], units[2], units[3], units[4], units[5]);
    }
}
