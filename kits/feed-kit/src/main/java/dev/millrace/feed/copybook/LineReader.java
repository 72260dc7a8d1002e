package dev.millrace.feed.copybook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes the text out of a copybook's columns: comments, indicators and continuations are gone behind it. */
final class LineReader {

    private static final int AREA_A = 8;
    private static final int LAST = 72;

    private final CopybookOptions options;
    private final String member;
    private final Findings findings;
    private final List<LogicalLine> lines = new ArrayList<>();

    private boolean columns;
    private int first;
    private int last;

    LineReader(CopybookOptions options, String member, Findings findings) {
        this.options = options;
        this.member = member;
        this.findings = findings;
    }

    List<LogicalLine> read(String text) {
        List<String> raw = SourceText.lines(text);
        ReferenceFormat format = options.columns().format();
        layOut(format == ReferenceFormat.AUTO ? FormatGuess.of(raw) : format);
        for (int number = 1; number <= raw.size(); number++) {
            String line = raw.get(number - 1);
            if (!line.isBlank() && !isDirective(line, number)) {
                if (columns) {
                    readColumns(line, number);
                } else {
                    readFree(line, number);
                }
            }
        }
        return lines;
    }

    private void layOut(ReferenceFormat format) {
        columns = format != ReferenceFormat.FREE;
        int standard = columns ? AREA_A : 1;
        first = options.columns().first() == 0 ? standard : options.columns().first();
        int end = format == ReferenceFormat.FIXED || format == ReferenceFormat.AUTO ? LAST : Integer.MAX_VALUE;
        last = options.columns().last() == 0 ? end : options.columns().last();
    }

    /** Lines for the compiler itself. */
    private boolean isDirective(String line, int number) {
        if (line.indexOf('>') < 0 && line.indexOf('$') < 0) {
            return false;
        }
        String text = line.strip().toUpperCase(Locale.ROOT);
        if (text.startsWith(">>D ") && options.debuggingLines()) {
            return false;
        }
        boolean directive = text.startsWith(">>") || text.startsWith("$SET ") || text.startsWith("$ SET ");
        if (text.startsWith(">>IF") || text.startsWith(">>EVALUATE")) {
            findings.warn(
                    at(number, line.indexOf('>') + 1, line.strip()),
                    "conditional compilation is not carried out: all lines count. Remove those that don't apply");
        }
        return directive;
    }

    private void readFree(String line, int number) {
        String text = until(line, last);
        int begin = first - 1;
        if (text.length() <= begin) {
            return;
        }
        text = text.substring(begin);
        String start = text.stripLeading();
        if (start.toUpperCase(Locale.ROOT).startsWith(">>D ")) {
            int skip = text.length() - start.length() + 3;
            lines.add(new LogicalLine(text.substring(skip), number, first + skip));
        } else if (!start.isEmpty() && "*/".indexOf(start.charAt(0)) < 0) {
            lines.add(new LogicalLine(text, number, first));
        }
    }

    private void readColumns(String line, int number) {
        int indicatorAt = first - 2;
        char indicator = indicatorAt >= 0 && line.length() > indicatorAt ? line.charAt(indicatorAt) : ' ';
        // In columns that hold no text, a star begins a comment too: many editors put it there.
        int start = line.length() - line.stripLeading().length();
        if (start < first - 1 && line.charAt(start) == '*') {
            return;
        }
        String text = until(line, last);
        text = text.length() >= first ? text.substring(first - 1) : "";
        warnOfOverflow(line, number, indicator);
        switch (indicator) {
            case '*', '/' -> {}
            case '-' -> carryOn(text, number);
            case 'D', 'd' -> {
                if (options.debuggingLines()) {
                    lines.add(new LogicalLine(text, number, first));
                }
            }
            case ' ', '$' -> {
                if (!text.isBlank()) {
                    lines.add(new LogicalLine(text, number, first));
                }
            }
            // Copybooks that were cut off by one column begin with the level number there.
            default -> lines.add(new LogicalLine(indicator + text, number, first - 1));
        }
    }

    private void warnOfOverflow(String line, int number, char indicator) {
        if (last == LAST
                && line.length() > LAST
                && "*/".indexOf(indicator) < 0
                && Character.isLetterOrDigit(line.charAt(LAST - 1))
                && Character.isLetterOrDigit(line.charAt(LAST))) {
            findings.warn(
                    at(number, LAST + 1, line.substring(LAST).strip()),
                    "text behind column 72 is left out, though a word runs into it; if it belongs to the copybook, set the"
                            + " reference format to wide");
        }
    }

    /** A line with a hyphen in the indicator column goes on where the one before it ended. */
    private void carryOn(String text, int number) {
        String start = text.stripLeading();
        int indent = text.length() - start.length();
        if (lines.isEmpty()) {
            findings.error(at(number, first - 1, "-"), "nothing stands before this continuation line");
            return;
        }
        LogicalLine before = lines.get(lines.size() - 1);
        char quote = before.openQuote();
        if (quote == 0) {
            before.stripTrailing();
            before.append(start, number, first + indent);
        } else if (!start.isEmpty() && start.charAt(0) == quote) {
            if (last != Integer.MAX_VALUE) {
                before.padToColumn(last);
            }
            before.append(start.substring(1), number, first + indent + 1);
        } else {
            findings.error(
                    at(number, first + indent, start),
                    "a literal goes on here, so the line must begin with its quotation mark " + quote);
            before.append(String.valueOf(quote), number, first + indent);
        }
    }

    private Token at(int line, int column, String text) {
        return new Token(Token.Kind.WORD, text, member, line, column, true);
    }

    private static String until(String line, int last) {
        return line.length() > last ? line.substring(0, last) : line;
    }
}
