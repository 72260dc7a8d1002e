package dev.millrace.feed.copybook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the pairs of COPY ... REPLACING, of REPLACE and of the options. */
final class ReplacingParser {

    private final Findings findings;

    ReplacingParser(Findings findings) {
        this.findings = findings;
    }

    /** What the options replace everywhere. */
    List<Replacement> ofOptions(CopybookOptions options) {
        CopybookOptions free = CopybookOptions.DEFAULT.with(Columns.of(ReferenceFormat.FREE));
        List<Replacement> pairs = new ArrayList<>();
        for (Map.Entry<String, String> tag : options.tags().entrySet()) {
            List<Token> from = Tokenizer.tokens(":" + tag.getKey() + ":", "(tags)", free, findings);
            List<Token> by = Tokenizer.tokens(tag.getValue(), "(tags)", free, findings);
            pairs.add(new Replacement(Replacement.Part.WORDS, from, by));
        }
        TokenCursor cursor = new TokenCursor(Tokenizer.tokens(options.replacing(), "(replacing)", free, findings));
        pairs.addAll(pairs(cursor));
        if (!cursor.atEnd() && !findings.failed()) {
            findings.error(cursor.peek(), "the replacements must be pairs such as ==:TAG:== BY ==NAME==");
        }
        return pairs;
    }

    /** Up to the period, or to what is no pair any more. */
    List<Replacement> pairs(TokenCursor cursor) {
        List<Replacement> pairs = new ArrayList<>();
        while (!cursor.atPeriod()) {
            Token start = cursor.peek();
            Replacement.Part part = cursor.skip("LEADING")
                    ? Replacement.Part.LEADING
                    : cursor.skip("TRAILING") ? Replacement.Part.TRAILING : Replacement.Part.WORDS;
            List<Token> from = operand(cursor);
            if (!cursor.skip("BY")) {
                findings.error(
                        cursor.peek().is(Token.Kind.END) ? start : cursor.peek(),
                        "REPLACING needs pairs such as ==:TAG:== BY ==NAME==, and here a BY");
                return pairs;
            }
            List<Token> by = operand(cursor);
            if (from.isEmpty()) {
                findings.error(start, "there is nothing to be replaced in front of BY");
            } else {
                pairs.add(new Replacement(part, from, by));
            }
        }
        return pairs;
    }

    /** Pseudo-text, a literal, or a name with its qualification. */
    private List<Token> operand(TokenCursor cursor) {
        List<Token> operand = new ArrayList<>();
        Token open = cursor.peek();
        if (cursor.skip(Token.Kind.MARK)) {
            while (!cursor.atEnd() && !cursor.peek().is(Token.Kind.MARK)) {
                operand.add(cursor.next());
            }
            if (!cursor.skip(Token.Kind.MARK)) {
                findings.error(open, "this pseudo-text does not end: put == behind it");
            }
            return operand;
        }
        if (cursor.atPeriod() || cursor.peek().isWord("BY")) {
            return operand;
        }
        operand.add(cursor.next());
        while (cursor.peek().isWord("OF", "IN") && cursor.peek(1).is(Token.Kind.WORD)) {
            operand.add(cursor.next());
            operand.add(cursor.next());
        }
        return operand;
    }
}
