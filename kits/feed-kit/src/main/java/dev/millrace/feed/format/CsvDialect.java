package dev.millrace.feed.format;

import dev.millrace.kit.Problems;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * How a file's CSV differs from RFC 4180.
 *
 * @param escape makes the character behind it an ordinary one
 * @param comment begins lines that are no records
 * @param lenient whether stray quotes are text
 * @param trims whether blanks around fields are dropped
 * @param recordEnd ends a record; empty for line ends
 */
record CsvDialect(
        Optional<Character> escape, Optional<Character> comment, boolean lenient, boolean trims, String recordEnd) {

    private static final String ESCAPE = "csv.escape";
    private static final String COMMENT = "csv.comment";
    private static final String QUOTES = "csv.quotes";
    private static final String BLANKS = "csv.blanks";
    private static final String RECORD_END = "csv.record.end";

    static void define(Options options) {
        ConfigDef.Validator character = ConfigDef.LambdaValidator.with(
                (key, value) -> character(key, String.valueOf(value)), () -> "one character or none");
        options.text(
                        ESCAPE,
                        "none",
                        character,
                        Width.SHORT,
                        "Escape",
                        "The character that makes the one behind it an ordinary one, in quotes and outside, beside doubled"
                                + " quotes. Set \\ when the files write \\\" or \\, in fields; a field \\N has no value"
                                + " then.")
                .text(
                        COMMENT,
                        "none",
                        character,
                        Width.SHORT,
                        "Comment",
                        "The character that makes a line a comment when it is the line's first. Set # or another one when"
                                + " the files have such lines; they are skipped.")
                .text(
                        QUOTES,
                        "strict",
                        Options.oneOf("strict", "lenient"),
                        Width.SHORT,
                        "Quotes",
                        "What a quote in the wrong place does: make the record malformed (strict), or stand for itself"
                                + " (lenient). Set lenient when the files quote carelessly; in a quoted field, a quote"
                                + " closes it only before a separator or the record's end.")
                .text(
                        BLANKS,
                        "keep",
                        Options.oneOf("keep", "trim"),
                        Width.SHORT,
                        "Blanks",
                        "What blanks and tabs around a field are: a part of it (keep), or nothing (trim). Set trim when the"
                                + " files align their columns; blanks inside of quotes are kept.")
                .text(
                        RECORD_END,
                        "line",
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> recordEnd(key, String.valueOf(value)),
                                () -> "line, or up to 8 characters"),
                        Width.SHORT,
                        "Record end",
                        "What ends a record: a line end of any kind (line), or the characters given. Set it when the files"
                                + " use others, such as ~ or ##; line ends are text then.");
    }

    static CsvDialect from(AbstractConfig config) {
        return new CsvDialect(
                character(ESCAPE, config.getString(ESCAPE)),
                character(COMMENT, config.getString(COMMENT)),
                config.getString(QUOTES).equals("lenient"),
                config.getString(BLANKS).equals("trim"),
                recordEnd(RECORD_END, config.getString(RECORD_END)));
    }

    /** Whether records are what RFC 4180 says they are; comments lie between them. */
    boolean strict() {
        return escape.isEmpty() && !lenient && !trims && recordEnd.isEmpty();
    }

    void check(String separator, Optional<Character> quote, Encoding encoding, Problems problems) {
        escape.ifPresent(sign -> CsvSettings.checkUnits(ESCAPE, String.valueOf(sign), encoding, problems));
        comment.ifPresent(sign -> CsvSettings.checkUnits(COMMENT, String.valueOf(sign), encoding, problems));
        CsvSettings.checkUnits(RECORD_END, recordEnd, encoding, problems);
        if (escape.isPresent() && separator.indexOf(escape.get()) >= 0) {
            problems.report(ESCAPE, "stands in csv.separator; choose another character, or none");
        }
        if (escape.isPresent() && escape.equals(quote)) {
            problems.report(ESCAPE, "is the quote, whose doubling is understood anyway; set none");
        }
        if (!recordEnd.isEmpty() && comment.isPresent()) {
            problems.report(RECORD_END, "can't be combined with csv.comment, which is about lines; set one of both");
        }
        if (!recordEnd.isEmpty() && (recordEnd.startsWith(separator) || separator.startsWith(recordEnd))) {
            problems.report(RECORD_END, "can't be told from csv.separator; choose others");
        }
    }

    private static Optional<Character> character(String key, String value) {
        if (value.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        if (value.length() != 1 || value.isBlank()) {
            throw new ConfigException(key, value, "give one character that is no blank and no line end, or none");
        }
        return Optional.of(value.charAt(0));
    }

    private static String recordEnd(String key, String value) {
        if (value.toLowerCase(Locale.ROOT).equals("line")) {
            return "";
        }
        if (value.isEmpty() || value.length() > 8) {
            throw new ConfigException(key, value, "give up to 8 characters, or line");
        }
        return value;
    }
}
