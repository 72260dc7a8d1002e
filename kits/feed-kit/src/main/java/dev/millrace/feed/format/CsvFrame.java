package dev.millrace.feed.format;

import dev.millrace.kit.Problems;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * What stands around a file's records.
 *
 * @param skipLines the lines before the header
 * @param headerRows the lines that name the columns together
 * @param footerLines the lines behind the last record
 * @param footer finds control totals in them, by the groups count and sum
 * @param sumColumn the column whose values the sum adds up
 */
record CsvFrame(int skipLines, int headerRows, int footerLines, Optional<Pattern> footer, Optional<String> sumColumn) {

    static final String COUNT = "count";
    static final String SUM = "sum";

    private static final String SKIP_LINES = "csv.skip.lines";
    private static final String HEADER_ROWS = "csv.header.rows";
    private static final String FOOTER_LINES = "csv.footer.lines";
    private static final String FOOTER_PATTERN = "csv.footer.pattern";
    private static final String FOOTER_SUM_COLUMN = "csv.footer.sum.column";

    static void define(Options options) {
        options.number(
                        SKIP_LINES,
                        0,
                        0,
                        10_000,
                        "Lines to skip",
                        "The lines at the beginning of a file that are neither header nor records. Set it when a title or"
                                + " a date stands above the table; blank lines count.")
                .number(
                        HEADER_ROWS,
                        1,
                        1,
                        100,
                        "Header rows",
                        "The rows that name the columns together, with csv.header=first-line: a name is what they say in"
                                + " its column, from top to bottom, with a blank between. Raise it when headers have"
                                + " several rows.")
                .number(
                        FOOTER_LINES,
                        0,
                        0,
                        100,
                        "Footer lines",
                        "The lines at the end of a file that are no records; blank lines do not count unless they are kept."
                                + " Set it when a trailer or a total follows the table. Up to 512 KiB are looked ahead"
                                + " for it.")
                .text(
                        FOOTER_PATTERN,
                        "",
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> pattern(key, String.valueOf(value)),
                                () -> "a regular expression with the groups count and sum"),
                        Width.LONG,
                        "Footer pattern",
                        "A regular expression that finds the control totals in the footer lines: the group count is"
                                + " compared with the number of records, the group sum with what csv.footer.sum.column"
                                + " adds up to. Set it, for example to ^T;(?<count>\\d+);(?<sum>[\\d.]+)$, when trailers"
                                + " carry totals.")
                .text(
                        FOOTER_SUM_COLUMN,
                        "",
                        ConfigDef.LambdaValidator.with((key, value) -> {}, () -> "the name of a column"),
                        Width.SHORT,
                        "Footer sum column",
                        "The column whose numbers the trailer's sum adds up. Set it together with the group sum of"
                                + " csv.footer.pattern; numbers are read by the values options.");
    }

    static CsvFrame from(AbstractConfig config) {
        String column = config.getString(FOOTER_SUM_COLUMN);
        return new CsvFrame(
                config.getInt(SKIP_LINES),
                config.getInt(HEADER_ROWS),
                config.getInt(FOOTER_LINES),
                pattern(FOOTER_PATTERN, config.getString(FOOTER_PATTERN)),
                column.isBlank() ? Optional.empty() : Optional.of(column));
    }

    void check(boolean headerLine, boolean hasLines, Problems problems) {
        if (!hasLines && (skipLines > 0 || footerLines > 0)) {
            problems.report(
                    skipLines > 0 ? SKIP_LINES : FOOTER_LINES,
                    "can't be combined with csv.record.end, by which a file has no lines; leave one of both out");
        }
        if (headerRows > 1 && !headerLine) {
            problems.report(HEADER_ROWS, "is of no use with csv.header=none; leave it at 1, or skip the lines");
        }
        if (footer.isPresent() && footerLines == 0) {
            problems.report(
                    FOOTER_LINES, "is 0, so that csv.footer.pattern has no lines to look at; say how many there are");
        }
        boolean hasSum = footer.isPresent() && footer.get().pattern().contains("(?<" + SUM + ">");
        boolean hasCount = footer.isPresent() && footer.get().pattern().contains("(?<" + COUNT + ">");
        if (footer.isPresent() && !hasSum && !hasCount) {
            problems.report(
                    FOOTER_PATTERN, "has neither a group count nor a group sum; write (?<count>...) around the total");
        }
        if (hasSum != sumColumn.isPresent()) {
            problems.report(
                    FOOTER_SUM_COLUMN,
                    "belongs together with a group sum in csv.footer.pattern; set both, or none of them");
        }
    }

    private static Optional<Pattern> pattern(String key, String value) {
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(value, Pattern.MULTILINE));
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key, value, "not a regular expression: " + e.getDescription());
        }
    }
}
