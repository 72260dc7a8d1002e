package dev.millrace.feed.copybook;

import java.util.regex.Pattern;

/** Goes past what a copybook has between its entries: headers, file descriptions, listing control. For one thread. */
final class StatementSkipper {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final TokenCursor cursor;
    private final Findings findings;
    private boolean decimalComma;

    StatementSkipper(TokenCursor cursor, Findings findings) {
        this.cursor = cursor;
        this.findings = findings;
    }

    /** Whether DECIMAL-POINT IS COMMA was among them. */
    boolean declaresDecimalComma() {
        return decimalComma;
    }

    /** Goes behind the statement that stands there. */
    void skip() {
        Token first = cursor.next();
        switch (first.word()) {
            case "EJECT", "SKIP1", "SKIP2", "SKIP3" -> cursor.skip(Token.Kind.PERIOD);
            case "TITLE" -> {
                cursor.skip(Token.Kind.LITERAL);
                cursor.skip(Token.Kind.PERIOD);
            }
            case "PROCEDURE" -> {
                while (!cursor.atEnd()) {
                    cursor.next();
                }
            }
            case "PROGRAM-ID",
                    "AUTHOR",
                    "INSTALLATION",
                    "DATE-WRITTEN",
                    "DATE-COMPILED",
                    "SECURITY",
                    "SOURCE-COMPUTER",
                    "OBJECT-COMPUTER" -> {
                passOver(first);
                if (!Levels.isLevel(cursor.peek())) {
                    passOver(cursor.peek());
                }
            }
            case "FD",
                    "SD",
                    "RD",
                    "CD",
                    "IDENTIFICATION",
                    "ID",
                    "ENVIRONMENT",
                    "CONFIGURATION",
                    "INPUT-OUTPUT",
                    "FILE-CONTROL",
                    "I-O-CONTROL",
                    "SPECIAL-NAMES",
                    "SELECT",
                    "DATA",
                    "FILE",
                    "WORKING-STORAGE",
                    "LOCAL-STORAGE",
                    "LINKAGE",
                    "REMARKS",
                    "DECIMAL-POINT",
                    "CURRENCY" -> passOver(first);
            case "CBL", "PROCESS" -> {
                while (!cursor.atEnd() && cursor.peek().line() == first.line()) {
                    cursor.next();
                }
            }
            default -> other(first);
        }
    }

    private void other(Token first) {
        if (first.is(Token.Kind.PERIOD)) {
            return;
        }
        if (NUMBER.matcher(first.text()).matches()) {
            findings.error(first, "this is no level number: they are 01 to 49, 66, 77 and 88");
        } else {
            findings.warn(first, "this is no data description: it is passed over up to its period");
        }
        passOver(first);
    }

    /** Up to the period, or to a line that begins a record, where the period was forgotten. */
    private void passOver(Token first) {
        Token token = first;
        while (!cursor.atPeriod() && !(cursor.peek().first() && Levels.beginsRecord(cursor.peek()))) {
            if (token.isWord("DECIMAL-POINT")
                    && (cursor.peek().isWord("COMMA") || cursor.peek(1).isWord("COMMA"))) {
                decimalComma = true;
            }
            token = cursor.next();
        }
        cursor.skip(Token.Kind.PERIOD);
    }
}
