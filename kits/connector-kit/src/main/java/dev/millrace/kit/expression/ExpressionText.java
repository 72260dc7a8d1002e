package dev.millrace.kit.expression;

import dev.millrace.kit.Literal;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.NearestName;
import java.util.List;

/** The text of an expression with a position in it, from which words, signs, paths and constants are taken. */
final class ExpressionText {

    private static final String BEHIND_PATHS = "=!<>~(),'\"&|";
    private static final List<String> ROOTS =
            List.of("value", "key", "header", "topic", "partition", "offset", "timestamp");
    private static final List<String> WORDS =
            List.of("and", "or", "not", "in", "exists", "isNull", "startsWith", "endsWith", "contains");

    private final String text;
    private int at;

    ExpressionText(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    boolean isAtEnd() {
        skipSpaces();
        return at == text.length();
    }

    void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    boolean begins(String sign) {
        skipSpaces();
        return text.startsWith(sign, at);
    }

    /** Takes a sign if it is next. */
    boolean take(String sign) {
        boolean next = begins(sign);
        at += next ? sign.length() : 0;
        return next;
    }

    /** Takes a word if it is next, and whole. */
    boolean takeWord(String word) {
        skipSpaces();
        boolean next = text.startsWith(word, at) && endOfPath(at) == at + word.length();
        at += next ? word.length() : 0;
        return next;
    }

    /** Takes an operator if it is next: a word, or a sign. */
    boolean takeOperator(String operator) {
        return Character.isLetter(operator.charAt(0)) ? takeWord(operator) : take(operator);
    }

    Literal literal() {
        skipSpaces();
        Literal literal = Literal.at(text, at)
                .orElseThrow(() -> fault("a constant must stand: a text in quotes, a number, true or false", at));
        at = literal.end();
        return literal;
    }

    FieldPath path() {
        skipSpaces();
        int end = endOfPath(at);
        require(end > at, isAtEnd() ? "a path must follow" : "a path must stand, such as order.id or $header.trace");
        String path = text.substring(at, end);
        require(!WORDS.contains(path), path + " stands where a path must; a field of that name stands in backticks");
        FieldPath parsed = FieldPath.parse(path, at);
        String first = path.substring(0, endOfName(path));
        require(
                !ROOTS.contains(first),
                first + " may be a part of the record or a field of its value; write $" + path + " or `" + first + "`"
                        + path.substring(first.length()));
        at = end;
        return parsed;
    }

    private static int endOfName(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    /** Where a path or a word ends that begins at an index: at white space or an operator outside of backticks. */
    private int endOfPath(int begin) {
        boolean quoted = false;
        for (int next = begin; next < text.length(); next++) {
            char c = text.charAt(next);
            if (quoted) {
                quoted = c != '`' || text.charAt(next - 1) == '\\' || !endsStep(next + 1);
            } else if (c == '`' && (next == begin || text.charAt(next - 1) == '.')) {
                quoted = true;
            } else if (Character.isWhitespace(c) || BEHIND_PATHS.indexOf(c) >= 0) {
                return next;
            }
        }
        return text.length();
    }

    private boolean endsStep(int next) {
        return next == text.length()
                || text.charAt(next) == '.'
                || text.charAt(next) == '['
                || Character.isWhitespace(text.charAt(next))
                || BEHIND_PATHS.indexOf(text.charAt(next)) >= 0;
    }

    void require(boolean condition, String what) {
        require(condition, what, at);
    }

    void require(boolean condition, String what, int position) {
        if (!condition) {
            throw fault(what, position);
        }
    }

    /** A fault at the next word, with the word that was meant. */
    IllegalArgumentException unexpected(String what) {
        skipSpaces();
        String word = text.substring(at, endOfPath(at));
        String meant = NearestName.in(word, WORDS)
                .filter(near -> !word.isEmpty())
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        return fault(what + meant, at);
    }

    IllegalArgumentException fault(String what, int position) {
        return new IllegalArgumentException("at character " + (position + 1) + " " + what);
    }
}
