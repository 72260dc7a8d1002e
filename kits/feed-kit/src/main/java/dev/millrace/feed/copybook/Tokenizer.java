package dev.millrace.feed.copybook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a copybook's lines into words, literals and pictures. */
final class Tokenizer {

    private static final Set<String> PREFIXES =
            Set.of("X", "N", "NX", "G", "Z", "B", "BX", "H", "U", "UX", "L", "O", "NC", "D");

    /** Whether the next word is a picture. */
    private enum Awaits {
        NOTHING,
        PICTURE,
        /** Behind IS. */
        PICTURE_ALONE
    }

    private final String member;
    private final Findings findings;
    private final List<Token> tokens = new ArrayList<>();
    private Awaits awaits = Awaits.NOTHING;

    private LogicalLine line;
    private String text = "";
    private int at;

    private Tokenizer(String member, Findings findings) {
        this.member = member;
        this.findings = findings;
        this.line = new LogicalLine("", 1, 1);
    }

    static List<Token> tokens(String text, String member, CopybookOptions options, Findings findings) {
        Tokenizer tokenizer = new Tokenizer(member, findings);
        new LineReader(options, member, findings).read(text).forEach(tokenizer::cut);
        return tokenizer.tokens;
    }

    private void cut(LogicalLine next) {
        line = next;
        text = next.text();
        at = 0;
        while (skipBlanks()) {
            if (awaits != Awaits.NOTHING && !isPeriod(at) && !text.startsWith("==", at)) {
                pictureOrIs();
            } else {
                token();
            }
        }
    }

    /** Past blanks, commas and semicolons; false at the end of the line, which a comment is. */
    private boolean skipBlanks() {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character != ' ' && !(isComma(character) && endsWord(at + 1))) {
                return !text.startsWith("*>", at);
            }
            at++;
        }
        return false;
    }

    private void token() {
        char character = text.charAt(at);
        awaits = Awaits.NOTHING;
        if (character == '\'' || character == '"') {
            literal(at);
        } else if (character == '.' && (endsWord(at + 1) || text.startsWith("==", at + 1))) {
            add(Token.Kind.PERIOD, at, at + 1);
        } else if (text.startsWith("==", at)) {
            add(Token.Kind.MARK, at, at + 2);
        } else if (character == '(' || character == ')') {
            add(Token.Kind.WORD, at, at + 1);
        } else {
            word();
        }
    }

    private void word() {
        int end = at;
        while (end < text.length()
                && !endsWord(end)
                && !isPeriod(end)
                && !(isComma(text.charAt(end)) && endsWord(end + 1))) {
            end++;
        }
        end = Math.max(end, at + 1);
        String word = text.substring(at, end).toUpperCase(Locale.ROOT);
        if (end < text.length() && "'\"".indexOf(text.charAt(end)) >= 0 && PREFIXES.contains(word)) {
            literal(end);
            return;
        }
        add(Token.Kind.WORD, at, end);
        if (word.equals("PIC") || word.equals("PICTURE")) {
            awaits = Awaits.PICTURE;
        }
    }

    /** From where the word or prefix begins, with the quotation mark at a place. */
    private void literal(int open) {
        char quote = text.charAt(open);
        int end = open + 1;
        while (end < text.length()) {
            if (text.charAt(end) != quote) {
                end++;
            } else if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                end += 2;
            } else {
                break;
            }
        }
        if (end >= text.length()) {
            findings.error(
                    here(Token.Kind.LITERAL, at, text.stripTrailing().length()),
                    "this literal does not end: put a " + quote
                            + " behind it, or a hyphen into the indicator column of the line that continues it");
            end = text.length();
            tokens.add(here(Token.Kind.LITERAL, at, end).withText(text.substring(at, end) + quote));
        } else {
            end++;
            add(Token.Kind.LITERAL, at, end);
        }
        at = end;
    }

    private void pictureOrIs() {
        int end = at;
        int depth = 0;
        while (end < text.length() && (depth > 0 || !endsPicture(end))) {
            depth += text.charAt(end) == '(' ? 1 : text.charAt(end) == ')' ? -1 : 0;
            end++;
        }
        while (end > at + 1 && ".,;".indexOf(text.charAt(end - 1)) >= 0 && endsWord(end)) {
            end--;
            if (text.charAt(end) == '.') {
                break;
            }
        }
        if (awaits == Awaits.PICTURE && text.substring(at, end).equalsIgnoreCase("IS")) {
            add(Token.Kind.WORD, at, end);
            awaits = Awaits.PICTURE_ALONE;
            return;
        }
        awaits = Awaits.NOTHING;
        if (end == at) {
            token();
            return;
        }
        tokens.add(here(Token.Kind.PICTURE, at, end)
                .withText(text.substring(at, end).replace(" ", "")));
        at = end;
    }

    /** A blank, a quotation mark or the end of pseudo-text; a blank before a parenthesis is likely a slip. */
    private boolean endsPicture(int place) {
        char character = text.charAt(place);
        if (character == ' ') {
            int next = place;
            while (next < text.length() && text.charAt(next) == ' ') {
                next++;
            }
            boolean slip = next + 1 < text.length()
                    && text.charAt(next) == '('
                    && Character.isDigit(text.charAt(next + 1))
                    && text.indexOf(')', next) > 0;
            return !slip;
        }
        return character == '\'' || character == '"' || text.startsWith("==", place);
    }

    private boolean isPeriod(int place) {
        return text.charAt(place) == '.' && (endsWord(place + 1) || text.startsWith("==", place + 1));
    }

    private boolean endsWord(int place) {
        return place >= text.length() || " '\"()".indexOf(text.charAt(place)) >= 0 || text.startsWith("==", place);
    }

    private static boolean isComma(char character) {
        return character == ',' || character == ';';
    }

    private void add(Token.Kind kind, int from, int to) {
        tokens.add(here(kind, from, to));
        at = to;
    }

    private Token here(Token.Kind kind, int from, int to) {
        return new Token(
                kind, text.substring(from, to), member, line.line(from), line.column(from), line.isFirst(from));
    }
}
