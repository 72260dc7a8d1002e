package dev.millrace.feed.format;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of {@link LinesFormat}.
 *
 * @param pattern takes a record apart; empty where a record is its text
 * @param continuation finds lines that belong to the record before
 */
record LinesSettings(
        Charset charset,
        boolean keepsBlank,
        int maxBytes,
        Optional<LinesPattern> pattern,
        Unmatched unmatched,
        Optional<Pattern> continuation) {

    /** What a record is that the pattern does not match. */
    enum Unmatched {
        MALFORMED,
        SKIP,
        TEXT
    }

    private static final String CHARSET = "lines.charset";
    private static final String BLANK = "lines.blank";
    private static final String MAX_BYTES = "lines.max.bytes";
    private static final String PATTERN = "lines.pattern";
    private static final String UNMATCHED = "lines.unmatched";
    private static final String CONTINUATION = "lines.continuation";

    static void define(ConfigDef definition) {
        new Options(definition, LinesFormat.NAME)
                .charset(
                        CHARSET,
                        "How characters are encoded. Change it when the files are not UTF-8; a byte order mark at the"
                                + " start of a file outranks it.")
                .text(
                        BLANK,
                        "keep",
                        Options.oneOf("skip", "keep"),
                        Width.SHORT,
                        "Blank lines",
                        "What a line without a character is: an empty text (keep) or nothing (skip). Set skip when"
                                + " blank lines only set others apart.")
                .number(
                        MAX_BYTES,
                        1 << 20,
                        64,
                        1 << 28,
                        "Largest line",
                        "The bytes a line may have, together with the lines that continue it; a larger one is malformed."
                                + " Raise it, together with the worker's producer limit max.request.size, when lines are"
                                + " that large.")
                .text(
                        PATTERN,
                        "",
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> pattern(key, String.valueOf(value)),
                                () -> "a regular expression with named groups, or %{PATTERN:field:type}"),
                        Width.LONG,
                        "Pattern",
                        "A regular expression that the whole record matches, whose named groups are the record's fields:"
                                + " (?<user>\\w+), or %{WORD:user} and %{INT:port:int32} with the patterns of the formats"
                                + " page. Set it when lines are to be taken apart; without it a record is the text.")
                .text(
                        UNMATCHED,
                        "malformed",
                        Options.oneOf("malformed", "skip", "text"),
                        Width.SHORT,
                        "Unmatched records",
                        "What a record is that lines.pattern does not match: malformed, nothing (skip), or a record whose"
                                + " only field with a value is named unmatched and holds the text (text). Set skip when"
                                + " such lines are noise.")
                .text(
                        CONTINUATION,
                        "",
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> continuation(key, String.valueOf(value)), () -> "a regular expression"),
                        Width.LONG,
                        "Continuation",
                        "A regular expression; a line that begins with what it matches belongs to the record before. Set"
                                + " it, for example to \\s|Caused by:, when records such as stack traces span lines. It"
                                + " looks at the first 4 KiB of a line.");
    }

    static LinesSettings from(AbstractConfig config) {
        return new LinesSettings(
                Charset.forName(config.getString(CHARSET)),
                config.getString(BLANK).equals("keep"),
                config.getInt(MAX_BYTES),
                pattern(PATTERN, config.getString(PATTERN)),
                Unmatched.valueOf(config.getString(UNMATCHED).toUpperCase(Locale.ROOT)),
                continuation(CONTINUATION, config.getString(CONTINUATION)));
    }

    private static Optional<LinesPattern> pattern(String key, String value) {
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(LinesPattern.parse(value));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Pattern> continuation(String key, String value) {
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(value));
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key, value, "not a regular expression: " + e.getDescription());
        }
    }
}
