package dev.millrace.feed.plan;

import java.util.Locale;

/** A formula's text with a position in it. */
final class FormulaText {

    private final String text;
    private int at;

    FormulaText(String text) {
        this.text = text;
    }

    int position() {
        skipBlanks();
        return at;
    }

    boolean isAtEnd() {
        return position() == text.length();
    }

    /** Takes a sign if it is next. */
    boolean take(String sign) {
        boolean next = text.startsWith(sign, position());
        at += next ? sign.length() : 0;
        return next;
    }

    /** Takes a word if it is next, in any case. */
    boolean takeWord(String word) {
        boolean next = word().equalsIgnoreCase(word);
        at += next ? word.length() : 0;
        return next;
    }

    /** The word that is next, which is not taken; empty when there is none. */
    String word() {
        int end = position();
        while (end < text.length() && isPartOfWord(end)) {
            end++;
        }
        return text.substring(at, end);
    }

    void skip(int length) {
        at += length;
    }

    /** What follows, at most some characters of it. */
    String next() {
        return isAtEnd() ? "the end" : "'" + text.substring(at, Math.min(text.length(), at + 10)) + "'";
    }

    /** Takes a text in quotes; the quote is next. A quote inside is written twice. */
    String quoted() {
        int begin = position();
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                value.append(text.charAt(at++));
            } else {
                return value.toString();
            }
        }
        throw new FormulaProblem(begin, "a text begins that has no end; close it with " + quote);
    }

    /** Takes digits; with a point where decimals may follow. */
    String number() {
        int begin = position();
        boolean hexadecimal = text.regionMatches(true, at, "0x", 0, 2);
        at += hexadecimal ? 2 : 0;
        while (at < text.length() && isPartOfNumber(text.charAt(at), hexadecimal)) {
            at++;
        }
        return text.substring(begin, at).toLowerCase(Locale.ROOT);
    }

    private static boolean isPartOfNumber(char c, boolean hexadecimal) {
        return isDigit(c) || (hexadecimal ? Character.digit(c, 16) >= 0 && c < 128 : c == '.');
    }

    /** A dash is part of a name where letters or digits stand close on both sides, as in copybooks. */
    private boolean isPartOfWord(int index) {
        char c = text.charAt(index);
        if (c == '-') {
            return index > at && index + 1 < text.length() && isLetterOrDigit(text.charAt(index + 1));
        }
        return isLetter(c) || (index > at && (isDigit(c) || c == '.'));
    }

    private static boolean isLetterOrDigit(char c) {
        return isLetter(c) || isDigit(c);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    char character() {
        return isAtEnd() ? '\0' : text.charAt(at);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
