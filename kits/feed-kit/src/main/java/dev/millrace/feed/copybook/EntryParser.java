package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the entries of a copybook from its words, past all that is no data description. For one thread. */
final class EntryParser {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_:@#$-]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    /** Words that would be clauses, but are names where PIC follows. */
    private static final Set<String> LIKELY_NAMES = Set.of(
            "INDEX",
            "POINTER",
            "OBJECT",
            "SIGN",
            "VALUE",
            "VALUES",
            "DATE",
            "TYPE",
            "OCCURS",
            "BLANK",
            "DYNAMIC",
            "LIKE",
            "LEADING",
            "TRAILING",
            "CONSTANT",
            "ANY",
            "SAME",
            "BINARY",
            "DISPLAY",
            "ALIGNED",
            "VOLATILE",
            "EXTERNAL",
            "GLOBAL");

    private final TokenCursor cursor;
    private final Findings findings;
    private final ClauseParser clauses;
    private final StatementSkipper statements;
    private final Map<String, Integer> constants = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    EntryParser(List<Token> tokens, Findings findings) {
        this.cursor = new TokenCursor(tokens);
        this.findings = findings;
        this.clauses = new ClauseParser(cursor, constants, findings);
        this.statements = new StatementSkipper(cursor, findings);
    }

    /** All of them, but for levels 78 and 88, which say something of others. */
    List<Entry> entries() {
        while (!cursor.atEnd()) {
            if (Levels.isLevel(cursor.peek())) {
                entry();
            } else {
                statements.skip();
            }
        }
        return entries;
    }

    /** DECIMAL-POINT IS COMMA. */
    boolean declaresDecimalComma() {
        return statements.declaresDecimalComma();
    }

    /** Of level 78, and CONSTANT entries, by name in upper case. */
    Map<String, Integer> constants() {
        return constants;
    }

    private void entry() {
        Token number = cursor.next();
        int level = Integer.parseInt(number.text());
        Token place = number;
        String name = "";
        if (isName(cursor.peek())) {
            place = cursor.next();
            name = place.isWord("FILLER") ? "" : checked(place);
        } else if (cursor.peek().is(Token.Kind.LITERAL)) {
            findings.error(cursor.next(), "a name is expected here, without quotation marks");
        }
        Entry entry = new Entry(level, place, name);
        clauses.parse(entry);
        if (cursor.atEnd() && !cursor.skip(Token.Kind.PERIOD)) {
            findings.warn(place, "the period behind the last entry is missing: the copybook may have been cut off");
        }
        cursor.skip(Token.Kind.PERIOD);
        keep(entry);
    }

    private void keep(Entry entry) {
        if (entry.level == Entry.CONSTANT_LEVEL || clauses.wasConstant()) {
            return;
        }
        if (entry.level != Entry.CONDITION_LEVEL) {
            entries.add(entry);
            return;
        }
        int last = entries.size() - 1;
        while (last >= 0 && entries.get(last).level == Entry.RENAMES_LEVEL) {
            last--;
        }
        if (last < 0) {
            findings.error(entry.place, "a condition name needs an item above it");
        } else if (clauses.values().isEmpty()) {
            findings.error(entry.place, "a condition name needs a VALUE");
        } else {
            entries.get(last).conditions.add(new Item.ConditionName(entry.name, clauses.values()));
        }
    }

    private boolean isName(Token token) {
        if (!token.is(Token.Kind.WORD) || token.isWord("(", ")")) {
            return false;
        }
        String word = token.word();
        if (!ClauseParser.begins(word)) {
            return true;
        }
        Token next = cursor.peek(1);
        return LIKELY_NAMES.contains(word)
                && ((next.isWord("PIC", "PICTURE") && !word.equals("BINARY"))
                        || (next.isWord("REDEFINES", "OCCURS") && Usage.of(word).isEmpty()));
    }

    private String checked(Token place) {
        String name = place.text();
        if (!NAME.matcher(name).matches()) {
            findings.error(
                    place,
                    name.indexOf('.') >= 0
                            ? "this is no name: put a space behind the period, if one is meant"
                            : "this is no name: names are letters, digits, hyphens and underscores");
        } else if (NUMBER.matcher(name).matches()) {
            findings.error(place, "this is no name: a name needs a letter. Is a period missing in front of it?");
        } else if (name.indexOf(':') >= 0) {
            findings.warn(place, "this name holds a tag that was not replaced: give its value, or REPLACING");
        }
        return name;
    }
}
