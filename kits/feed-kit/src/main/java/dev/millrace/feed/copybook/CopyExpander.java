package dev.millrace.feed.copybook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts copy members into the text, replaces what is to be replaced, and leaves SQL out. For one compilation. */
final class CopyExpander {

    private static final int DEEPEST = 32;

    private final CopybookOptions options;
    private final Findings findings;
    private final Limits limits;
    private final ReplacingParser replacing;
    private final Deque<String> open = new ArrayDeque<>();

    CopyExpander(CopybookOptions options, Findings findings) {
        this.options = options;
        this.findings = findings;
        this.limits = new Limits(findings);
        this.replacing = new ReplacingParser(findings);
    }

    List<Token> expand(String text) {
        List<Token> expanded = members(tokens(text, ""));
        return replaceStatements(Replacement.apply(replacing.ofOptions(options), expanded, limits));
    }

    private List<Token> tokens(String text, String member) {
        if (text.length() > SourceText.MOST_CHARACTERS) {
            Token place = new Token(Token.Kind.END, "", member, 0, 0, true);
            findings.error(place, "the text is longer than " + SourceText.MOST_CHARACTERS + " characters");
            return List.of();
        }
        return Tokenizer.tokens(text, member, options, findings);
    }

    private List<Token> members(List<Token> tokens) {
        List<Token> expanded = new ArrayList<>(tokens.size());
        TokenCursor cursor = new TokenCursor(tokens);
        while (!cursor.atEnd() && limits.allow(expanded.size(), cursor.peek())) {
            Token token = cursor.next();
            switch (token.word()) {
                case "COPY" -> copy(token, cursor, expanded);
                case "++INCLUDE", "-INC" -> include(token, cursor, expanded);
                case "EXEC", "EXECUTE" -> embedded(token, cursor, expanded);
                default -> expanded.add(token);
            }
        }
        return expanded;
    }

    private void copy(Token copy, TokenCursor cursor, List<Token> to) {
        Token name = cursor.peek();
        if (!name.is(Token.Kind.WORD) && !name.is(Token.Kind.LITERAL)) {
            findings.error(copy, "COPY needs the name of a member");
            return;
        }
        cursor.next();
        Optional<String> library = Optional.empty();
        if (cursor.peek().isWord("OF", "IN")) {
            cursor.next();
            library = Optional.of(unquoted(cursor.next()));
        }
        cursor.skip("SUPPRESS");
        cursor.skip("PRINTING");
        List<Replacement> pairs = cursor.skip("REPLACING") ? replacing.pairs(cursor) : List.of();
        if (!cursor.skip(Token.Kind.PERIOD)) {
            findings.warn(name, "a period is missing behind the COPY statement");
        }
        to.addAll(Replacement.apply(pairs, member(name, library), limits));
    }

    /** Statements of library systems: {@code ++INCLUDE NAME}, {@code -INC NAME}. */
    private void include(Token statement, TokenCursor cursor, List<Token> to) {
        if (cursor.atPeriod()) {
            findings.error(statement, statement.word() + " needs the name of a member");
            return;
        }
        Token name = cursor.next();
        if (cursor.peek().line() == name.line()) {
            cursor.skip(Token.Kind.PERIOD);
        }
        to.addAll(member(name, Optional.empty()));
    }

    /** {@code EXEC SQL INCLUDE NAME END-EXEC}; all other statements hold no items. */
    private void embedded(Token exec, TokenCursor cursor, List<Token> to) {
        boolean include = cursor.peek().isWord("SQL") && cursor.peek(1).isWord("INCLUDE");
        if (include) {
            Token name = cursor.peek(2);
            boolean area = name.isWord("SQLCA", "SQLDA");
            to.addAll(area ? List.of() : member(name, Optional.empty()));
        }
        while (!cursor.atEnd() && !cursor.peek().isWord("END-EXEC")) {
            cursor.next();
        }
        if (!cursor.skip("END-EXEC")) {
            findings.error(exec, "this statement does not end: put END-EXEC behind it");
        }
        cursor.skip(Token.Kind.PERIOD);
    }

    private List<Token> member(Token place, Optional<String> library) {
        String name = unquoted(place).toUpperCase(Locale.ROOT);
        Optional<String> text = library.map(in -> in.toUpperCase(Locale.ROOT) + "/" + name)
                .flatMap(options.members())
                .or(() -> options.members().apply(name));
        if (text.isEmpty()) {
            findings.error(
                    place,
                    "there is no copy member of that name; add its file to the search path, or put its text here");
            return List.of();
        }
        if (open.contains(name)) {
            findings.error(place, "this member copies itself, by way of " + String.join(", ", open));
            return List.of();
        }
        if (open.size() >= DEEPEST || !limits.allowMember(place)) {
            findings.error(place, "members are copied more than " + DEEPEST + " deep, or far too many");
            return List.of();
        }
        open.push(name);
        try {
            return members(tokens(text.get(), name));
        } finally {
            open.pop();
        }
    }

    private static String unquoted(Token name) {
        return name.is(Token.Kind.LITERAL) ? Literals.content(name.text()) : name.text();
    }

    /** {@code REPLACE ==A== BY ==B==.} counts from there to the next one or to {@code REPLACE OFF.} */
    private List<Token> replaceStatements(List<Token> tokens) {
        if (tokens.stream().noneMatch(token -> token.isWord("REPLACE"))) {
            return tokens;
        }
        List<Token> replaced = new ArrayList<>(tokens.size());
        List<Token> pending = new ArrayList<>();
        List<Replacement> pairs = List.of();
        TokenCursor cursor = new TokenCursor(tokens);
        boolean sentence = true;
        while (!cursor.atEnd()) {
            Token token = cursor.next();
            if (sentence && token.isWord("REPLACE")) {
                replaced.addAll(Replacement.apply(pairs, pending, limits));
                pending.clear();
                cursor.skip("ALSO");
                boolean off = cursor.skip("OFF") || (cursor.skip("LAST") && cursor.skip("OFF"));
                pairs = off ? List.of() : replacing.pairs(cursor);
                cursor.skip(Token.Kind.PERIOD);
            } else {
                pending.add(token);
                sentence = token.is(Token.Kind.PERIOD);
            }
        }
        replaced.addAll(Replacement.apply(pairs, pending, limits));
        return replaced;
    }
}
