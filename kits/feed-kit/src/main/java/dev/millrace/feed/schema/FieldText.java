package dev.millrace.feed.schema;

/** A text of the field language, read word by word from its beginning. Not thread-safe. */
final class FieldText {

    private final String text;
    private int at;

    FieldText(String text) {
        this.text = text;
    }

    /** Where the next character stands. */
    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    /** Whether that character comes next. */
    boolean sees(char expected) {
        return !isAtEnd() && text.charAt(at) == expected;
    }

    /** Whether one of those characters comes next. */
    boolean seesOneOf(String expected) {
        return !isAtEnd() && expected.indexOf(text.charAt(at)) >= 0;
    }

    /** Takes that character if it comes next; whether it did. */
    boolean takes(char expected) {
        boolean seen = sees(expected);
        at += seen ? 1 : 0;
        return seen;
    }

    /** A name, in quotes or without. */
    String name() throws FieldSyntax {
        if (sees('"')) {
            int begin = at;
            String name = unescaped(quotedBy('"'), begin);
            if (name.isEmpty()) {
                throw wrong("an empty name", begin);
            }
            return name;
        }
        return word("a field's name");
    }

    int number() throws FieldSyntax {
        skipBlanks();
        int begin = at;
        String word = word("a number");
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw wrong("no number", begin);
        }
    }

    /** The text in single quotes that follows the word. */
    String quotedValue(String word) throws FieldSyntax {
        skipBlanks();
        if (!sees('\'')) {
            throw wrong(word + " is followed by a text in single quotes", at);
        }
        return quotedBy('\'');
    }

    /** A doubled quote is one; so a java.time literal is written with doubled quotes. */
    String quotedBy(char quote) throws FieldSyntax {
        int begin = at;
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                if (at + 1 == text.length() || text.charAt(at + 1) != quote) {
                    at++;
                    return content.toString();
                }
                at++;
            }
            content.append(c);
        }
        throw wrong("a quote is not closed", begin);
    }

    private String unescaped(String name, int begin) throws FieldSyntax {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '\\') {
                plain.append(name.charAt(i));
                continue;
            }
            try {
                plain.append((char) Integer.parseInt(name.substring(i + 2, i + 6), 16));
                i += 5;
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw wrong("a backslash in a name begins \\u and four hexadecimal digits", begin);
            }
        }
        return plain.toString();
    }

    /** A word; {@code what} says for a complaint what is expected. */
    String word(String what) throws FieldSyntax {
        int begin = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        if (begin == at) {
            throw wrong(what + " is expected", begin);
        }
        return text.substring(begin, at);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** Skips blanks, comments, commas and line ends; whether there was one of the last two. */
    boolean skipSeparators() {
        boolean separated = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() - 1 : end;
                separated = true;
            } else if (c == ',' || c == '\n' || c == '\r') {
                separated = true;
            } else if (c != ' ' && c != '\t' && c != '\uFEFF') {
                break;
            }
        }
        return separated;
    }

    /** A complaint about what stands there. */
    FieldSyntax wrong(String complaint, int where) {
        return new FieldSyntax(complaint, text, Math.min(where, text.length()));
    }
}
