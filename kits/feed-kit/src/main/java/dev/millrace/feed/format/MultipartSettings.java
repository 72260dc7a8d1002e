package dev.millrace.feed.format;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of {@link MultipartFormat}.
 *
 * @param boundary empty where the first line of a stream tells
 * @param lists the names that are a list even when there is one of them
 */
record MultipartSettings(
        String boundary, Unit unit, int maxBytes, int maxHeaderBytes, int maxParts, Set<String> lists) {

    /** What a record is. */
    enum Unit {
        FORM,
        PARTS
    }

    private static final String BOUNDARY = "multipart.boundary";
    private static final String RECORD = "multipart.record";
    private static final String MAX_BYTES = "multipart.record.max.bytes";
    private static final String MAX_HEADER_BYTES = "multipart.header.max.bytes";
    private static final String MAX_PARTS = "multipart.form.parts.max";
    private static final String LISTS = "multipart.form.lists";

    /** RFC 2046 section 5.1.1: up to 70 signs, the last of which is no space. */
    private static final Pattern SYNTAX = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

    MultipartSettings {
        lists = Set.copyOf(lists);
    }

    static void define(ConfigDef definition) {
        new Options(definition, MultipartFormat.NAME)
                .text(
                        BOUNDARY,
                        "",
                        ConfigDef.LambdaValidator.with(
                                MultipartSettings::check, () -> "a boundary by RFC 2046, or nothing"),
                        Width.MEDIUM,
                        "Boundary",
                        "What sets the parts apart, as the content type names it; a listener takes it from there. Set it"
                                + " for files that begin with a preamble; without it the first line tells.")
                .text(
                        RECORD,
                        "form",
                        Options.oneOf("form", "parts"),
                        Width.SHORT,
                        "Record",
                        "What a record is: all parts together, as the fields of a form (form), or each part (parts). Set"
                                + " parts for multipart/mixed, whose parts have no names, and for large files.")
                .number(
                        MAX_BYTES,
                        1 << 20,
                        64,
                        1 << 28,
                        "Largest record",
                        "The bytes a form, or with multipart.record=parts a part, may have; a larger one is malformed."
                                + " Raise it, together with the worker's producer limit max.request.size, when records are"
                                + " that large; each is held in memory.")
                .number(
                        MAX_HEADER_BYTES,
                        1 << 13,
                        64,
                        1 << 20,
                        "Largest header",
                        "The bytes that the header of a part may have; a larger one is malformed. Raise it only for a"
                                + " sender that is known to write such headers.")
                .number(
                        MAX_PARTS,
                        1_000,
                        1,
                        100_000,
                        "Parts of a form",
                        "How many parts a form may have; one with more is malformed. Raise it when forms have that many"
                                + " fields.")
                .list(
                        LISTS,
                        "Lists",
                        "Names that are a list even where they stand in a form once. Name every field that may repeat, or"
                                + " its value is a list in some records and none in others.");
    }

    static MultipartSettings from(AbstractConfig config) {
        return new MultipartSettings(
                config.getString(BOUNDARY),
                Unit.valueOf(config.getString(RECORD).toUpperCase(Locale.ROOT)),
                config.getInt(MAX_BYTES),
                config.getInt(MAX_HEADER_BYTES),
                config.getInt(MAX_PARTS),
                Set.copyOf(config.getList(LISTS)));
    }

    static boolean isBoundary(String text) {
        return SYNTAX.matcher(text).matches();
    }

    private static void check(String key, Object value) {
        String text = String.valueOf(value);
        if (!text.isEmpty() && !isBoundary(text)) {
            throw new ConfigException(
                    key, value, "no boundary: up to 70 letters, digits and '()+_,-./:=? without the leading dashes");
        }
    }
}
