package dev.millrace.feed.copybook;

import dev.millrace.feed.copybook.PictureClause.Kind;
import dev.millrace.feed.copybook.PictureSymbols.Run;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells what a picture means. For one of them. */
final class PictureParser {

    private static final int MOST_DIGITS = 38;
    /** IBM takes 249. */
    private static final int LONGEST_EDITED = 4096;

    private static final String CURRENCIES = "$€£¥¢¤";

    private final Token token;
    private final Findings findings;
    private PictureSymbols symbols = new PictureSymbols(List.of());
    private boolean failed;

    private PictureParser(Token token, Findings findings) {
        this.token = token;
        this.findings = findings;
    }

    /** Empty when it was reported as wrong. */
    static Optional<PictureClause> parse(Token token, Map<String, Integer> constants, Findings findings) {
        PictureParser parser = new PictureParser(token, findings);
        String text = token.text().toUpperCase(Locale.ROOT);
        Optional<PictureClause> picture =
                new PictureScanner(text, constants, parser::fail).symbols().map(parser::picture);
        return parser.failed ? Optional.empty() : picture;
    }

    private PictureClause picture(PictureSymbols scanned) {
        symbols = scanned;
        if (symbols.has('X') || symbols.has('A')) {
            only("XA9B0/", "X and A are for text");
            boolean edited = symbols.has('B') || symbols.has('0') || symbols.has('/');
            return text(edited ? Kind.EDITED_TEXT : Kind.TEXT);
        }
        if (symbols.has('N')) {
            only("NB0/", "N is for national characters");
            return text(Kind.NATIONAL);
        }
        if (symbols.has('G')) {
            only("GB", "G is for double-byte characters");
            return text(Kind.DOUBLE_BYTE);
        }
        if (symbols.has('U')) {
            only("U", "U is for characters in UTF-8");
            return text(Kind.UTF_8);
        }
        if (symbols.has('1')) {
            only("1", "1 is for booleans");
            return text(Kind.TEXT);
        }
        return symbols.hasOnly("9SVP") ? number() : edited();
    }

    private PictureClause text(Kind kind) {
        String expanded = kind == Kind.EDITED_TEXT ? expanded() : "";
        return new PictureClause(kind, characters(), 0, 0, false, expanded);
    }

    private PictureClause number() {
        int digits = symbols.total('9');
        int scaled = symbols.total('P');
        check(digits > 0, first(), "a number needs a 9");
        check(
                digits <= MOST_DIGITS && scaled <= MOST_DIGITS,
                first(),
                "a number has at most " + MOST_DIGITS + " digits");
        boolean point = false;
        boolean leading = false;
        int before = 0;
        int behind = 0;
        int zeros = 0;
        for (Run run : symbols.runs()) {
            switch (run.symbol()) {
                case 'S' -> check(run.equals(first()) && run.count() == 1, run, "S can only stand in front, and once");
                case 'V' -> {
                    check(!point && run.count() == 1, run, "V can only stand once");
                    check(!leading || before + behind > 0, run, "V can't stand between P and digits");
                    point = true;
                }
                case 'P' -> {
                    boolean end = before + behind > 0;
                    check(!end || !leading, run, "P can only stand at one end of the digits");
                    check(!end || !point, run, "V can't stand between digits and P");
                    leading |= !end;
                    zeros += run.count();
                }
                default -> {
                    check(zeros == 0 || leading, run, "P can only stand at one end of the digits");
                    before += point ? 0 : run.count();
                    behind += point ? run.count() : 0;
                }
            }
        }
        int scale = zeros == 0 ? behind : leading ? zeros + digits : -zeros;
        return new PictureClause(Kind.NUMBER, digits, digits, scale, symbols.has('S'), "");
    }

    private PictureClause edited() {
        boolean digits = symbols.has('9') || symbols.has('Z') || symbols.has('*');
        int currency = CURRENCIES
                .chars()
                .map(symbol -> symbols.total((char) symbol))
                .max()
                .orElse(0);
        int floating = Math.max(currency, Math.max(symbols.total('+'), symbols.total('-')));
        check(
                digits || floating > 1,
                first(),
                "an edited number needs a place for a digit: 9, Z, * or a floating sign");
        boolean points = (symbols.has('V') && symbols.has('.')) || symbols.total('.') > 1;
        check(!points || symbols.total(',') <= 1, first(), "a number has one decimal point");
        check(symbols.total('E') <= 1, first(), "E can only stand once");
        return new PictureClause(Kind.EDITED_NUMBER, characters(), 0, 0, symbols.has('S'), expanded());
    }

    private int characters() {
        long characters = symbols.characters();
        check(characters <= PictureScanner.MOST_CHARACTERS, first(), "this is longer than a record can be");
        return (int) Math.min(characters, PictureScanner.MOST_CHARACTERS);
    }

    private String expanded() {
        check(
                symbols.count() <= LONGEST_EDITED,
                first(),
                "an edited picture has at most " + LONGEST_EDITED + " characters");
        return failed ? "" : symbols.expanded();
    }

    private Run first() {
        return symbols.runs().get(0);
    }

    private void only(String allowed, String reason) {
        for (Run run : symbols.runs()) {
            check(
                    allowed.indexOf(run.symbol()) >= 0,
                    run,
                    "'" + run.text() + "' can't stand in the same picture: " + reason);
        }
    }

    private void check(boolean holds, Run run, String message) {
        if (!holds && !failed) {
            fail(run.at(), message);
        }
    }

    private void fail(int at, String message) {
        failed = true;
        Token place = new Token(token.kind(), token.text(), token.member(), token.line(), token.column() + at, false);
        findings.error(place, message);
    }
}
