package dev.millrace.feed.edi;

import dev.millrace.feed.format.Options;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of {@link EdiFormat}.
 *
 * @param strict whether units with problems of the envelope are set aside
 * @param charset empty where each interchange tells
 * @param controlNumbers whether gaps and duplicates are reported
 */
record EdiSettings(
        RecordUnit unit,
        boolean strict,
        Optional<Charset> charset,
        int recordMaxBytes,
        boolean controlNumbers,
        List<String> schemas,
        Validation validation) {

    /** What follows when a transaction set breaks the rules of its schema. */
    enum Validation {
        NONE,
        REPORT,
        REJECT
    }

    static final String RECORD = "edi.record";
    static final String ENVELOPE = "edi.envelope";
    static final String CHARSET = "edi.charset";
    static final String RECORD_MAX_BYTES = "edi.record.max.bytes";
    static final String CONTROL_NUMBERS = "edi.control.numbers";
    static final String SCHEMAS = "edi.schemas";
    static final String VALIDATION = "edi.validation";

    private static final String AUTO = "auto";

    EdiSettings {
        schemas = List.copyOf(schemas);
    }

    static void define(ConfigDef definition) {
        new Options(definition, EdiFormat.NAME)
                .text(
                        RECORD,
                        "transaction",
                        Options.oneOf("interchange", "group", "transaction", "segment"),
                        Width.SHORT,
                        "Record",
                        "What becomes one record: a whole interchange, a functional group, a transaction set (message) or"
                                + " a segment. Choose segment when transaction sets are too large for one record, and"
                                + " a larger unit when what belongs together must arrive together.")
                .text(
                        ENVELOPE,
                        "strict",
                        Options.oneOf("strict", "warn"),
                        Width.SHORT,
                        "Envelope check",
                        "What happens to a unit whose counts, control numbers or trailers are wrong: it is set aside"
                                + " (strict; the file is then read twice, because ends tell), or read and reported"
                                + " (warn). Set warn for partners whose counts are known to be wrong.")
                .text(
                        CHARSET,
                        AUTO,
                        ConfigDef.LambdaValidator.with(
                                EdiSettings::checkCharset, () -> "auto or the name of a charset"),
                        Width.SHORT,
                        "Charset",
                        "The charset of the texts; with auto, EDIFACT names it in UNB, a byte order mark means UTF-8, and"
                                + " everything else is ISO-8859-1. Set it when a partner sends another one, such as"
                                + " UTF-8 in X12 or IBM037 from a mainframe.")
                .number(
                        RECORD_MAX_BYTES,
                        1 << 22,
                        1024,
                        1 << 28,
                        "Largest record",
                        "The bytes a record may have; a larger one is malformed. Raise it, together with the worker's"
                                + " producer limit max.request.size and its heap, when records are that large.")
                .text(
                        CONTROL_NUMBERS,
                        "report",
                        Options.oneOf("report", "ignore"),
                        Width.SHORT,
                        "Control numbers",
                        "Whether interchange control numbers that a partner used twice or left out are reported: within a"
                                + " file, and between the files that a lone task reads until it is started again. Set"
                                + " ignore for partners who do not count.")
                .list(
                        SCHEMAS,
                        "Transaction schemas",
                        "StAEDI schema files on the worker, each as TYPE=path, TYPE/VERSION=path, or path for all other"
                                + " transaction sets; those that have one are nested in loops. Give them when"
                                + " consumers need loops, or when contents are to be validated.")
                .text(
                        VALIDATION,
                        "report",
                        Options.oneOf("none", "report", "reject"),
                        Width.SHORT,
                        "Validation",
                        "What happens to a transaction set that breaks its schema: nothing (none), it is read and"
                                + " reported (report), or set aside (reject). Set reject when consumers rely on the"
                                + " schema.");
    }

    static EdiSettings from(AbstractConfig config) {
        String charset = config.getString(CHARSET);
        return new EdiSettings(
                RecordUnit.valueOf(upper(config.getString(RECORD))),
                config.getString(ENVELOPE).equals("strict"),
                charset.equals(AUTO) ? Optional.empty() : Optional.of(Charset.forName(charset)),
                config.getInt(RECORD_MAX_BYTES),
                config.getString(CONTROL_NUMBERS).equals("report"),
                config.getList(SCHEMAS),
                Validation.valueOf(upper(config.getString(VALIDATION))));
    }

    private static String upper(String value) {
        return value.toUpperCase(Locale.ROOT);
    }

    private static void checkCharset(String key, Object value) {
        String name = String.valueOf(value);
        if (name.equals(AUTO) || name.equalsIgnoreCase("UTF-8")) {
            return;
        }
        Charset charset;
        try {
            charset = Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, "no such charset; use auto or a name such as UTF-8 or IBM037");
        }
        if (!charset.canEncode()
                || charset.newEncoder().maxBytesPerChar() > 1.0f
                || charset.newDecoder().maxCharsPerByte() > 1.0f) {
            throw new ConfigException(
                    key,
                    value,
                    "separators can't be found in this charset's bytes; have the file sent in UTF-8 or in a charset of"
                            + " one byte");
        }
    }
}
