package dev.millrace.feed.format;

import dev.millrace.feed.schema.DeclaredFields;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.Problems;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The options of {@link CsvFormat}. */
record CsvSettings(
        String separator,
        Optional<Character> quote,
        boolean headerLine,
        List<String> columns,
        Charset charset,
        boolean keepsBlankLines,
        boolean emptyIsNull,
        int recordMaxBytes,
        CsvDialect dialect,
        CsvFrame frame,
        CsvPolicies policies) {

    private static final String SEPARATOR = "csv.separator";
    private static final String QUOTE = "csv.quote";
    private static final String HEADER = "csv.header";
    private static final String COLUMNS = "csv.columns";
    private static final String CHARSET = "csv.charset";
    private static final String BLANK_LINES = "csv.blank.lines";
    private static final String EMPTY_FIELDS = "csv.empty.fields";
    private static final String RECORD_MAX_BYTES = "csv.record.max.bytes";

    CsvSettings {
        columns = List.copyOf(columns);
    }

    static void define(ConfigDef definition) {
        Validator separator = ConfigDef.LambdaValidator.with(
                (key, value) -> separator(key, String.valueOf(value)),
                () -> "up to 8 characters, tab (or \\t) or space");
        Validator quote = ConfigDef.LambdaValidator.with(
                (key, value) -> quote(key, String.valueOf(value)), () -> "one character or none");
        Options options = new Options(definition, CsvFormat.NAME);
        options.text(
                        SEPARATOR,
                        ",",
                        separator,
                        Width.SHORT,
                        "Separator",
                        "What stands between two fields. Change it when the files use another character, such as ; or | or"
                                + " tab, or several, such as ~|~.")
                .text(
                        QUOTE,
                        "\"",
                        quote,
                        Width.SHORT,
                        "Quote",
                        "The character around fields that contain separators, line ends or quotes; inside such a field"
                                + " it is doubled. Set none when the files know no quoting, so that a lone quote is text.")
                .text(
                        HEADER,
                        "first-line",
                        Options.oneOf("first-line", "none"),
                        Width.SHORT,
                        "Header",
                        "Whether the first line names the columns. Set none when it already is a record.")
                .list(
                        COLUMNS,
                        "Columns",
                        "The names of the columns, in order. With csv.header=none they name the fields, which are"
                                + " column1, column2 and so on otherwise; with csv.header=first-line a file whose header"
                                + " line differs is refused.")
                .charset(
                        CHARSET,
                        "How characters are encoded. Change it when the files are not UTF-8; a byte order mark at the"
                                + " start of a file outranks it.")
                .text(
                        BLANK_LINES,
                        "skip",
                        Options.oneOf("skip", "keep"),
                        Width.SHORT,
                        "Blank lines",
                        "What a line without a character is: nothing (skip), or a record with one empty field (keep)."
                                + " Set keep for files of one column in which an empty value counts.")
                .text(
                        EMPTY_FIELDS,
                        "text",
                        Options.oneOf("text", "null"),
                        Width.SHORT,
                        "Empty fields",
                        "What a field without a character is: the empty text (text) or no value (null). Set null when"
                                + " receivers tell unknown from empty; a quoted empty field stays the empty text.")
                .number(
                        RECORD_MAX_BYTES,
                        1 << 20,
                        64,
                        1 << 28,
                        "Largest record",
                        "The bytes a record may have; a larger one is malformed. Raise it, together with the worker's"
                                + " producer limit max.request.size, when records are that large.");
        CsvDialect.define(options);
        CsvFrame.define(options);
        CsvPolicies.define(options);
    }

    static CsvSettings from(AbstractConfig config) {
        String quote = config.getString(QUOTE);
        return new CsvSettings(
                separator(SEPARATOR, config.getString(SEPARATOR)),
                quote(QUOTE, quote),
                config.getString(HEADER).equals("first-line"),
                config.getList(COLUMNS),
                Charset.forName(config.getString(CHARSET)),
                config.getString(BLANK_LINES).equals("keep"),
                config.getString(EMPTY_FIELDS).equals("null"),
                config.getInt(RECORD_MAX_BYTES),
                CsvDialect.from(config),
                CsvFrame.from(config),
                CsvPolicies.from(config));
    }

    /** The columns that a file should have; empty for any. */
    List<String> expected(SchemaSettings schema) {
        return columns.isEmpty()
                ? schema.declared().map(DeclaredFields::sources).orElse(List.of())
                : columns;
    }

    /**
     * Reports options that contradict each other.
     *
     * @param encoding the configured one, or what a file's byte order mark tells
     */
    void check(Encoding encoding, Problems problems) {
        checkUnits(SEPARATOR, separator, encoding, problems);
        quote.ifPresent(character -> checkUnits(QUOTE, String.valueOf(character), encoding, problems));
        if (quote.isPresent() && separator.indexOf(quote.get()) >= 0) {
            problems.report(QUOTE, "is a character of csv.separator; choose another one, or none");
        }
        dialect.check(separator, quote, encoding, problems);
        frame.check(headerLine, dialect.recordEnd().isEmpty(), problems);
        Set<String> names = new HashSet<>();
        for (String column : columns) {
            if (column.isBlank() || !names.add(column)) {
                problems.report(COLUMNS, "has a blank or repeated name; give each column a name of its own");
                return;
            }
        }
    }

    /** Reports signs that can't be found in the bytes of the encoding. */
    static void checkUnits(String key, String signs, Encoding encoding, Problems problems) {
        if (signs.chars().map(sign -> encoding.unit((char) sign)).anyMatch(unit -> unit < 0 || unit > 255)) {
            problems.report(
                    key,
                    "is not a character that can be told from others in the bytes of " + encoding.name()
                            + "; choose another character, or have the files sent in another charset");
        }
    }

    private static String separator(String key, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "\\t", "tab" -> "\t";
            case "space" -> " ";
            default -> {
                if (value.isEmpty() || value.length() > 8 || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                    throw new ConfigException(
                            key,
                            value,
                            "give up to 8 characters without a line end; a tab is written tab, a blank space");
                }
                yield value;
            }
        };
    }

    private static Optional<Character> quote(String key, String value) {
        return value.equalsIgnoreCase("none") ? Optional.empty() : Optional.of(single(key, value));
    }

    private static char single(String key, String value) {
        if (value.length() != 1 || value.charAt(0) == '\n' || value.charAt(0) == '\r') {
            throw new ConfigException(key, value, "give one character that is no line end, or none");
        }
        return value.charAt(0);
    }
}
