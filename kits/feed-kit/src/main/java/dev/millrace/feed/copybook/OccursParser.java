package dev.millrace.feed.copybook;

import java.util.Map;
import java.util.Optional;

/** Reads OCCURS clauses. For one thread. */
final class OccursParser {

    private final TokenCursor cursor;
    private final Map<String, Integer> constants;
    private final Findings findings;

    OccursParser(TokenCursor cursor, Map<String, Integer> constants, Findings findings) {
        this.cursor = cursor;
        this.constants = constants;
        this.findings = findings;
    }

    /** From behind OCCURS. */
    Optional<Entry.OccursClause> parse(Token occurs, Entry entry) {
        Optional<Integer> least = Optional.empty();
        Optional<Integer> most;
        Token range = cursor.peek();
        if (range.isWord("DYNAMIC")) {
            cursor.next();
            return fail(entry, range, "a dynamic table lies outside of its record; write the table as the file has it");
        }
        most = numberOrUnbounded();
        if (most.isPresent() && cursor.skip("TO")) {
            least = most;
            range = cursor.peek();
            most = numberOrUnbounded();
        }
        if (most.isEmpty()) {
            return fail(entry, range.is(Token.Kind.PERIOD) ? occurs : range, "OCCURS needs a number");
        }
        cursor.skip("TIMES");
        String dependingOn = "";
        Token counter = occurs;
        boolean more = true;
        while (more) {
            if (cursor.skip("DEPENDING")) {
                cursor.skip("ON");
                counter = cursor.peek();
                if (!counter.is(Token.Kind.WORD)) {
                    return fail(entry, occurs, "DEPENDING ON needs the name of a field");
                }
                dependingOn = cursor.qualifiedName();
            } else if (cursor.peek().isWord("ASCENDING", "DESCENDING") || isIndexed()) {
                key();
            } else {
                more = false;
            }
        }
        return checked(occurs, entry, least, most.get(), dependingOn, counter);
    }

    private Optional<Entry.OccursClause> checked(
            Token occurs, Entry entry, Optional<Integer> least, int most, String dependingOn, Token counter) {
        boolean depends = !dependingOn.isEmpty();
        boolean ranged = least.isPresent() || most == Integer.MAX_VALUE;
        if (ranged && !depends) {
            return fail(entry, occurs, "a table of several lengths needs DEPENDING ON with the field that counts it");
        }
        if (most == 0 || least.orElse(0) > most) {
            return fail(entry, occurs, "the table can't have more entries than none: correct the numbers");
        }
        // Compilers take a missing lower bound as 1; records with none exist all the same.
        int from = depends ? least.orElse(0) : most;
        return Optional.of(new Entry.OccursClause(occurs, from, most, dependingOn, counter));
    }

    private boolean isIndexed() {
        return cursor.peek().isWord("INDEXED");
    }

    /** Keys and indexes: lists of names that end where a clause begins. */
    private void key() {
        cursor.next();
        cursor.skip("KEY");
        cursor.skip("BY");
        cursor.skip("IS", "ARE");
        while (cursor.peek().is(Token.Kind.WORD)
                && !ClauseParser.begins(cursor.peek().word())
                && !cursor.peek().isWord("ASCENDING", "DESCENDING", "INDEXED", "DEPENDING")
                && !cursor.peek().isInteger()) {
            cursor.next();
        }
    }

    private Optional<Integer> numberOrUnbounded() {
        return cursor.skip("UNBOUNDED") ? Optional.of(Integer.MAX_VALUE) : number();
    }

    /** A number, or the name of a constant. */
    Optional<Integer> number() {
        Token token = cursor.peek();
        Optional<Integer> number = token.isInteger()
                ? Optional.of(Integer.valueOf(token.text()))
                : Optional.ofNullable(constants.get(token.word()));
        if (number.isPresent()) {
            cursor.next();
        }
        return number;
    }

    private Optional<Entry.OccursClause> fail(Entry entry, Token token, String message) {
        findings.fail(entry, token, message);
        return Optional.empty();
    }
}
