package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the clauses of one entry after the other. For one thread. */
final class ClauseParser {

    private static final Set<String> BEGINNINGS = Set.of(
            "PIC",
            "PICTURE",
            "USAGE",
            "REDEFINES",
            "OCCURS",
            "SIGN",
            "LEADING",
            "TRAILING",
            "SYNC",
            "SYNCHRONIZED",
            "JUST",
            "JUSTIFIED",
            "BLANK",
            "VALUE",
            "VALUES",
            "IS",
            "GLOBAL",
            "EXTERNAL",
            "DATE",
            "DYNAMIC",
            "RENAMES",
            "GROUP-USAGE",
            "BYTE-LENGTH",
            "ANY",
            "VOLATILE",
            "ALIGNED",
            "CONSTANT",
            "TYPEDEF",
            "TYPE",
            "SAME",
            "LIKE");

    static final String TWICE = "this clause stands here twice; is a period missing in front of it?";

    private final TokenCursor cursor;
    private final Map<String, Integer> constants;
    private final Findings findings;
    private final ValueClause valueClause;
    private final OccursParser occursParser;
    private final UsageParser usageParser;
    private List<Item.ValueRange> values = List.of();
    private boolean constant;

    ClauseParser(TokenCursor cursor, Map<String, Integer> constants, Findings findings) {
        this.cursor = cursor;
        this.constants = constants;
        this.findings = findings;
        this.valueClause = new ValueClause(cursor);
        this.occursParser = new OccursParser(cursor, constants, findings);
        this.usageParser = new UsageParser(cursor, findings);
    }

    /** Whether a word, in upper case, begins a clause. */
    static boolean begins(String word) {
        return BEGINNINGS.contains(word) || Usage.of(word).isPresent();
    }

    /** The VALUE clause of the entry that was parsed last. */
    List<Item.ValueRange> values() {
        return values;
    }

    /** Whether the entry that was parsed last had CONSTANT. */
    boolean wasConstant() {
        return constant;
    }

    /** Up to the period. */
    void parse(Entry entry) {
        values = List.of();
        constant = false;
        while (!cursor.atPeriod()) {
            Token token = cursor.peek();
            if (Levels.isLevel(token) && cursor.peek(1).is(Token.Kind.WORD)) {
                findings.warn(token, "a period is missing in front of this level number: it is taken as there");
                break;
            }
            cursor.next();
            clause(entry, token);
        }
        if (entry.level == Entry.CONSTANT_LEVEL && !values.isEmpty()) {
            define(entry, values.get(0).from());
        }
    }

    private void clause(Entry entry, Token token) {
        switch (token.word()) {
            case "PIC", "PICTURE" -> picture(entry, token);
            case "USAGE" -> usageParser.parse(entry, token);
            case "REDEFINES" -> entry.redefines = name(entry, token);
            case "OCCURS" -> {
                once(entry.occurs.isPresent(), token);
                entry.occurs = occursParser.parse(token, entry);
            }
            case "SIGN" -> {
                cursor.skip("IS");
                if (cursor.peek().isWord("LEADING", "TRAILING")) {
                    sign(entry, token, cursor.next().isWord("LEADING"));
                } else {
                    findings.error(token, "SIGN needs LEADING or TRAILING");
                }
            }
            case "LEADING" -> sign(entry, token, true);
            case "TRAILING" -> sign(entry, token, false);
            case "SYNC", "SYNCHRONIZED" -> {
                cursor.skip("LEFT", "RIGHT");
                entry.alignment = Optional.of(token);
            }
            case "JUST", "JUSTIFIED" -> {
                cursor.skip("RIGHT");
                entry.justified = Optional.of(token);
            }
            case "BLANK" -> {
                cursor.skip("WHEN");
                if (!cursor.skip("ZERO", "ZEROS", "ZEROES")) {
                    findings.error(token, "BLANK needs WHEN ZERO");
                }
                entry.blankWhenZero = Optional.of(token);
            }
            case "VALUE", "VALUES" -> values = valueClause.parse();
            case "RENAMES" -> renames(entry, token);
            default -> rareClause(entry, token);
        }
    }

    /** Those that don't change what a field is made of, and those that can't be read. */
    private void rareClause(Entry entry, Token token) {
        switch (token.word()) {
            case "IS", "GLOBAL", "VOLATILE", "ALIGNED" -> {}
            case "EXTERNAL" -> {
                if (cursor.skip("AS")) {
                    cursor.next();
                }
            }
            case "DATE" -> {
                if (cursor.skip("FORMAT")) {
                    cursor.skip("IS");
                    cursor.next();
                } else {
                    unknown(token);
                }
            }
            case "GROUP-USAGE" -> usageParser.parse(entry, token);
            case "BYTE-LENGTH" -> {
                cursor.skip("IS");
                entry.byteLength = occursParser.number();
                if (entry.byteLength.isEmpty()) {
                    findings.fail(entry, token, "BYTE-LENGTH needs a number");
                }
            }
            case "CONSTANT" -> constant(entry);
            case "DYNAMIC" -> {
                findings.fail(
                        entry,
                        token,
                        "an item of dynamic length lies outside of its record, which holds only a pointer to it;"
                                + " write the item as the file has it, such as PIC X(n) with its length in front of it");
                cursor.skipClause();
            }
            case "ANY" -> {
                findings.fail(
                        entry,
                        token,
                        "ANY LENGTH leaves the length to the calling program: write a picture with a length");
                cursor.skipClause();
            }
            case "TYPEDEF", "TYPE", "SAME", "LIKE" -> {
                findings.fail(
                        entry,
                        token,
                        "this takes the description of another item, which is not supported: write it out");
                cursor.skipClause();
            }
            default -> {
                if (!usageParser.parseAlone(entry, token)) {
                    unknown(token);
                }
            }
        }
    }

    private void picture(Entry entry, Token token) {
        once(entry.picture.isPresent(), token);
        cursor.skip("IS");
        if (cursor.peek().is(Token.Kind.PICTURE)) {
            Token picture = cursor.next();
            entry.picture = entry.picture.or(() -> Optional.of(picture));
        } else {
            findings.fail(entry, token, "a picture is missing here, such as X(10)");
        }
    }

    private void sign(Entry entry, Token token, boolean leading) {
        boolean separate = cursor.skip("SEPARATE");
        if (separate) {
            cursor.skip("CHARACTER");
        }
        entry.sign = Optional.of(new Entry.SignClause(token, leading, separate));
    }

    private void renames(Entry entry, Token token) {
        if (!cursor.peek().is(Token.Kind.WORD)) {
            findings.error(token, "RENAMES needs the name of an item");
            return;
        }
        String from = cursor.qualifiedName();
        String to = cursor.skip("THRU", "THROUGH") && cursor.peek().is(Token.Kind.WORD) ? cursor.qualifiedName() : from;
        entry.renames = Optional.of(new Entry.RenamesClause(token, from, to));
    }

    private void constant(Entry entry) {
        constant = true;
        cursor.skip("IS");
        cursor.skip("GLOBAL");
        cursor.skip("AS");
        if (!cursor.atPeriod()) {
            define(entry, cursor.next().text());
        }
    }

    private void define(Entry entry, String value) {
        try {
            constants.put(TokenCursor.upper(entry.name), Integer.parseInt(value));
        } catch (NumberFormatException text) {
            // A constant that is no integer can't be a length: nothing here needs it.
            return;
        }
    }

    private Optional<Token> name(Entry entry, Token clause) {
        if (cursor.peek().is(Token.Kind.WORD)) {
            Token name = cursor.peek();
            String written = cursor.qualifiedName();
            int qualified = written.indexOf(' ');
            return Optional.of(name.withText(qualified < 0 ? written : written.substring(0, qualified)));
        }
        findings.fail(entry, clause, clause.word() + " needs the name of an item");
        return Optional.empty();
    }

    private void once(boolean again, Token token) {
        if (again) {
            findings.error(token, TWICE);
        }
    }

    private void unknown(Token token) {
        StringBuilder clause = new StringBuilder(token.text());
        while (!cursor.atPeriod() && !begins(cursor.peek().word()) && !Levels.isLevel(cursor.peek())) {
            clause.append(' ').append(cursor.next().text());
        }
        findings.warn(token.withText(clause.toString()), "this clause is not known: it is passed over");
    }
}
