package dev.millrace.feed.copybook;

import java.util.Optional;

/** Reads USAGE clauses, with the word USAGE and without it. For one thread. */
final class UsageParser {

    private static final String UNKNOWN = "this is no usage that is known, so its length is not known either";

    private final TokenCursor cursor;
    private final Findings findings;

    UsageParser(TokenCursor cursor, Findings findings) {
        this.cursor = cursor;
        this.findings = findings;
    }

    /** From behind the word USAGE. */
    void parse(Entry entry, Token token) {
        cursor.skip("IS");
        Token word = cursor.peek();
        Optional<Usage> usage = Usage.of(word.word());
        if (usage.isPresent()) {
            take(entry, cursor.next(), usage.get());
        } else {
            findings.fail(entry, cursor.atPeriod() ? token : word, UNKNOWN);
            cursor.skipClause();
        }
    }

    /** From behind a word that may be a usage by itself; false when it is none. */
    boolean parseAlone(Entry entry, Token token) {
        Optional<Usage> usage = Usage.of(token.word());
        boolean looksLikeOne = token.word().startsWith("COMP-") || token.word().startsWith("COMPUTATIONAL-");
        if (usage.isPresent()) {
            take(entry, token, usage.get());
        } else if (looksLikeOne) {
            findings.fail(entry, token, UNKNOWN);
        }
        return usage.isPresent() || looksLikeOne;
    }

    private void take(Entry entry, Token token, Usage usage) {
        if (entry.usage.isPresent()) {
            findings.error(token, ClauseParser.TWICE);
        }
        boolean unsigned = token.word().startsWith("UNSIGNED");
        switch (usage) {
            case OBJECT_REFERENCE -> {
                cursor.skip("REFERENCE");
                if (!cursor.atPeriod() && !ClauseParser.begins(cursor.peek().word())) {
                    cursor.next();
                }
            }
            case BINARY_CHAR, BINARY_SHORT, BINARY_LONG, BINARY_DOUBLE -> {
                unsigned |= cursor.skip("UNSIGNED");
                cursor.skip("SIGNED");
            }
            case PACKED -> {
                if (cursor.peek().isWord("WITH", "NO") && cursor.peek(1).isWord("NO", "SIGN")) {
                    cursor.skip("WITH");
                    cursor.skip("NO");
                    cursor.skip("SIGN");
                    entry.usage = Optional.of(new Entry.UsageClause(token, Usage.UNSIGNED_PACKED, false));
                    return;
                }
            }
            case POINTER -> {
                if (cursor.skip("TO")) {
                    cursor.next();
                }
            }
            default -> {}
        }
        entry.usage = Optional.of(new Entry.UsageClause(token, usage, unsigned));
    }
}
