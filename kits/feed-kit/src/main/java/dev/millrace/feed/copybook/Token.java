package dev.millrace.feed.copybook;

import java.util.Locale;

/**
 * A word of a copybook.
 *
 * @param text as written; a literal with its quotes and prefix, a picture without spaces
 * @param member the copy member it stands in; empty for the copybook itself
 * @param line from 1
 * @param column from 1
 * @param first whether nothing stands before it on its line
 */
record Token(Kind kind, String text, String member, int line, int column, boolean first) {

    enum Kind {
        /** A name, key word, number, or a lone character such as a parenthesis. */
        WORD,
        LITERAL,
        /** What stands behind PIC [IS]. */
        PICTURE,
        PERIOD,
        /** {@code ==}, around pseudo-text. */
        MARK,
        END
    }

    static final Token START = new Token(Kind.END, "", "", 0, 0, false);

    /** In upper case, as key words are compared. */
    String word() {
        return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isWord(String... words) {
        if (kind == Kind.WORD) {
            for (String word : words) {
                if (text.equalsIgnoreCase(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Digits alone, and few enough for an int. */
    boolean isInteger() {
        return kind == Kind.WORD
                && !text.isEmpty()
                && text.length() <= 9
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    Token withText(String changed) {
        return new Token(kind, changed, member, line, column, first);
    }

    /** Of another token's text, at this one's place. */
    Token replacedBy(Token other) {
        return new Token(other.kind, other.text, member, line, column, first);
    }
}
