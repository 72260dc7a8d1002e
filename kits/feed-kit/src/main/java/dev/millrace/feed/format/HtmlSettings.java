package dev.millrace.feed.format;

import dev.millrace.kit.Problems;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/**
 * The options of {@link HtmlFormat}.
 *
 * @param record selects the elements that are records
 * @param fields what is read of each; empty takes the columns of its table
 * @param lists the fields that hold all elements found, not the first one
 * @param expect selects what each page has; empty demands a record
 * @param charset what the bytes are characters of; empty goes by the page
 */
record HtmlSettings(
        String record,
        List<HtmlField> fields,
        Set<String> lists,
        String expect,
        Optional<Charset> charset,
        int recordMaxBytes,
        int documentMaxBytes) {

    private static final String RECORD = "html.record";
    private static final String FIELDS = "html.fields";
    private static final String LISTS = "html.lists";
    static final String EXPECT = "html.expect";
    private static final String CHARSET = "html.charset";
    private static final String RECORD_MAX_BYTES = "html.record.max.bytes";
    private static final String DOCUMENT_MAX_BYTES = "html.document.max.bytes";
    private static final String AUTO = "auto";

    HtmlSettings {
        fields = List.copyOf(fields);
        lists = Set.copyOf(lists);
    }

    static void define(ConfigDef definition) {
        new Options(definition, HtmlFormat.NAME)
                .text(
                        RECORD,
                        "table tr:has(> td)",
                        ConfigDef.LambdaValidator.with(HtmlSettings::checkSelector, () -> "a CSS selector"),
                        Width.LONG,
                        "Record element",
                        "The CSS selector of the elements that are records, such as table#orders > tbody > tr or"
                                + " div.result; one within another is a part of it, and no record. Set it to the rows of"
                                + " the one table or list that is meant: by default every row of every table is one that"
                                + " has cells beside its headings.")
                .text(
                        FIELDS,
                        "",
                        ConfigDef.LambdaValidator.with(
                                HtmlSettings::checkFields, () -> "name = selector @attribute; ..."),
                        Width.LONG,
                        "Fields",
                        "What is read of each record, as name = selector, separated by semicolons or line ends: the text"
                                + " of the first element within the record that the CSS selector finds, or its attribute"
                                + " where @name follows, as in id = td:nth-child(1); link = td.doc a @href; key ="
                                + " @data-key. Without it a row of a table has its cells under the names in the table's"
                                + " head (column1, column2 without one), and any other record its text under text. Set it"
                                + " for lists and cards, for attributes, and where headings may change.")
                .list(
                        LISTS,
                        "Lists",
                        "Names of html.fields that hold the list of all elements found, not the first one. Name every"
                                + " field that may repeat.")
                .text(
                        EXPECT,
                        "",
                        ConfigDef.LambdaValidator.with(HtmlSettings::checkOptionalSelector, () -> "a CSS selector"),
                        Width.LONG,
                        "Expected element",
                        "The CSS selector of an element that every page has, such as table#orders; a page without it is"
                                + " malformed, for it is a login page, an error, or has a new layout. By default a page"
                                + " must have a record: set it where pages may be empty, such as the one behind the last.")
                .text(
                        CHARSET,
                        AUTO,
                        ConfigDef.LambdaValidator.with(
                                HtmlSettings::checkCharset, () -> "auto, or the name of a charset"),
                        Width.SHORT,
                        "Charset",
                        "What the bytes are characters of; auto goes by the page's byte order mark or meta element, and"
                                + " takes UTF-8 without one. Set it when pages say nothing, or are wrong; a byte order mark"
                                + " outranks it.")
                .number(
                        RECORD_MAX_BYTES,
                        1 << 20,
                        64,
                        1 << 28,
                        "Largest record",
                        "The bytes a record may have, tags included; a larger one is malformed. Raise it, together with the"
                                + " worker's producer limit max.request.size, when records are that large.")
                .number(
                        DOCUMENT_MAX_BYTES,
                        4 << 20,
                        64,
                        1 << 28,
                        "Largest page",
                        "The bytes a page may have; nothing of a larger one is read. Raise it when pages are that large:"
                                + " while a page is looked through, it takes about twenty times its size in memory.");
    }

    static HtmlSettings from(AbstractConfig config) {
        String charset = config.getString(CHARSET);
        return new HtmlSettings(
                config.getString(RECORD),
                HtmlField.parse(config.getString(FIELDS)),
                Set.copyOf(config.getList(LISTS)),
                config.getString(EXPECT).strip(),
                charset.equals(AUTO) ? Optional.empty() : Optional.of(Charset.forName(charset)),
                config.getInt(RECORD_MAX_BYTES),
                config.getInt(DOCUMENT_MAX_BYTES));
    }

    static void validate(AbstractConfig config, Problems problems) {
        HtmlSettings settings = from(config);
        for (String name : settings.lists()) {
            if (settings.fields().stream().noneMatch(field -> field.name().equals(name))) {
                problems.report(LISTS, "names " + name + ", which " + FIELDS + " does not: add the field there");
            }
        }
    }

    private static void checkSelector(String key, Object value) {
        try {
            Object unused = QueryParser.parse(String.valueOf(value));
        } catch (Selector.SelectorParseException | IllegalArgumentException wrong) {
            throw new ConfigException(key, value, "is no CSS selector: " + wrong.getMessage());
        }
    }

    private static void checkOptionalSelector(String key, Object value) {
        if (!String.valueOf(value).isBlank()) {
            checkSelector(key, value);
        }
    }

    private static void checkFields(String key, Object value) {
        try {
            for (HtmlField field : HtmlField.parse(String.valueOf(value))) {
                checkOptionalSelector(key, field.selector());
            }
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(key, value, wrong.getMessage());
        }
    }

    private static void checkCharset(String key, Object value) {
        try {
            Object unused = AUTO.equals(value) ? AUTO : Charset.forName(String.valueOf(value));
        } catch (IllegalArgumentException unknown) {
            throw new ConfigException(
                    key, value, "no such charset; use auto or a name such as UTF-8, windows-1252 or Shift_JIS");
        }
    }
}
