package dev.millrace.feed.copybook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One pair of COPY ... REPLACING or of REPLACE. */
final class Replacement {

    enum Part {
        /** Whole words, one or more in a row. */
        WORDS,
        /** How a word begins. */
        LEADING,
        /** How a word ends. */
        TRAILING,
        /** Anywhere in a word: what has colons. */
        TAG
    }

    private static final int LONGEST_WORD = 4096;

    private final Part part;
    private final List<Token> from;
    private final List<Token> by;
    private final String text;
    private final String substitute;

    Replacement(Part part, List<Token> from, List<Token> by) {
        this.text = joined(from).toUpperCase(Locale.ROOT);
        this.substitute = joined(by);
        this.from = List.copyOf(from);
        this.by = List.copyOf(by);
        boolean tag = part == Part.WORDS && from.size() == 1 && text.length() > 2 && text.indexOf(':') >= 0;
        this.part = tag ? Part.TAG : part;
    }

    private static String joined(List<Token> tokens) {
        return tokens.stream().map(Token::text).collect(Collectors.joining());
    }

    /** Replaces in a text; the first pair that fits a place counts there. */
    static List<Token> apply(List<Replacement> pairs, List<Token> tokens, Limits limits) {
        if (pairs.isEmpty()) {
            return tokens;
        }
        List<Token> replaced = new ArrayList<>(tokens.size());
        int at = 0;
        while (at < tokens.size() && limits.allow(replaced.size(), tokens.get(at))) {
            int used = 0;
            for (int pair = 0; pair < pairs.size() && used == 0; pair++) {
                used = pairs.get(pair).replaceAt(tokens, at, replaced);
            }
            if (used == 0) {
                Token token = tokens.get(at);
                for (Replacement pair : pairs) {
                    token = pair.inWord(token);
                }
                replaced.add(token);
                used = 1;
            }
            at += used;
        }
        return replaced;
    }

    /** How many words it replaced. */
    private int replaceAt(List<Token> tokens, int at, List<Token> to) {
        Token first = tokens.get(at);
        if (part == Part.LEADING || part == Part.TRAILING) {
            return 0;
        }
        if (first.is(Token.Kind.PICTURE) && first.text().equalsIgnoreCase(text)) {
            to.add(first.withText(substitute));
            return 1;
        }
        if (at + from.size() > tokens.size()) {
            return 0;
        }
        for (int next = 0; next < from.size(); next++) {
            if (!same(from.get(next), tokens.get(at + next))) {
                return 0;
            }
        }
        by.forEach(token -> to.add(first.replacedBy(token)));
        return from.size();
    }

    private static boolean same(Token one, Token other) {
        return one.is(Token.Kind.LITERAL)
                ? other.is(Token.Kind.LITERAL) && one.text().equals(other.text())
                : one.kind() == other.kind() && one.text().equalsIgnoreCase(other.text());
    }

    private Token inWord(Token token) {
        if ((!token.is(Token.Kind.WORD) && !token.is(Token.Kind.PICTURE))
                || token.text().length() > LONGEST_WORD) {
            return token;
        }
        String written = token.text();
        String upper = written.toUpperCase(Locale.ROOT);
        return switch (part) {
            case WORDS -> token;
            case LEADING ->
                upper.startsWith(text) ? token.withText(substitute + written.substring(text.length())) : token;
            case TRAILING ->
                upper.endsWith(text)
                        ? token.withText(written.substring(0, written.length() - text.length()) + substitute)
                        : token;
            case TAG -> upper.contains(text) ? token.withText(everywhere(written, upper)) : token;
        };
    }

    private String everywhere(String written, String upper) {
        StringBuilder replaced = new StringBuilder();
        int at = 0;
        for (int found = upper.indexOf(text); found >= 0; found = upper.indexOf(text, at)) {
            replaced.append(written, at, found).append(substitute);
            at = found + text.length();
        }
        return replaced.append(written.substring(at)).toString();
    }
}
