package dev.millrace.feed.copybook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A place in a list of words. For one thread. */
final class TokenCursor {

    private final List<Token> tokens;
    private final Token end;
    private int at;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
        Token last = tokens.isEmpty() ? Token.START : tokens.get(tokens.size() - 1);
        int behind = last.column() + last.text().length();
        end = new Token(Token.Kind.END, "", last.member(), last.line(), tokens.isEmpty() ? 0 : behind, false);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : end;
    }

    Token next() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size());
        return token;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    /** Whether the sentence is over. */
    boolean atPeriod() {
        return peek().is(Token.Kind.PERIOD) || atEnd();
    }

    /** Goes past one of these words, if it is the next one. */
    boolean skip(String... words) {
        boolean found = peek().isWord(words);
        if (found) {
            next();
        }
        return found;
    }

    boolean skip(Token.Kind kind) {
        boolean found = peek().is(kind);
        if (found) {
            next();
        }
        return found;
    }

    /** Goes behind the sentence's period. */
    void skipSentence() {
        while (!atPeriod()) {
            next();
        }
        skip(Token.Kind.PERIOD);
    }

    /** Goes to where the next clause begins. */
    void skipClause() {
        while (!atPeriod() && !ClauseParser.begins(peek().word())) {
            next();
        }
    }

    /** {@code NAME OF GROUP OF GROUP}, from the name that stands here; in capital letters where they join. */
    String qualifiedName() {
        List<String> parts = new ArrayList<>(List.of(next().text()));
        while (peek().isWord("OF", "IN") && peek(1).is(Token.Kind.WORD)) {
            next();
            parts.add(next().text());
        }
        return String.join(" OF ", parts);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
