package dev.millrace.feed.schema;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.naming.Naming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Who says what fields records have, and how texts become values; the same options for every format.
 *
 * @param name the name of the record's schema; empty for the format's own
 * @param names what becomes of names that Avro has no place for, in schemas of any mode
 * @param declared present when the mode is {@link SchemaMode#DECLARED}
 * @param ignoresUnknown whether fields that the schema does not know are dropped rather than refused
 */
public record SchemaSettings(
        SchemaMode mode,
        Optional<String> name,
        Naming names,
        Optional<DeclaredFields> declared,
        int sampleRecords,
        boolean ignoresUnknown,
        ValueRules values) {

    private static final String MODE = "schema.mode";
    private static final String FIELDS = "schema.fields";
    private static final String FILE = "schema.file";
    private static final String NAME = "schema.name";
    private static final String NAMES = "schema.names";
    private static final String SAMPLE_RECORDS = "schema.sample.records";
    private static final String UNKNOWN = "schema.unknown.fields";
    private static final long MAX_FILE_BYTES = 1 << 20;

    private enum Unknown {
        FAIL,
        IGNORE
    }

    /** Declares the options, values included; once for all formats. */
    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Schema")
                .choice(
                        MODE,
                        SchemaMode.FORMAT,
                        "Who says what fields a record has: the format by what it finds, such as a header (format);"
                                + " schema.fields or schema.file (declared); the first records of each stream, whose"
                                + " fields and types then hold to its end (sampled); or nobody, so that records are maps"
                                + " without a schema (none). Set declared when receivers need types that do not change.")
                .add(
                        FIELDS,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> checkFields(key, String.valueOf(value)),
                                () -> "fields such as: id int64, amount decimal(12,2)?, day date 'dd.MM.yyyy'"),
                        ConfigDef.Importance.MEDIUM,
                        "The fields of a record with their types, in the field language of the formats page. Set it with"
                                + " schema.mode=declared.")
                .text(
                        FILE,
                        "",
                        "A file on the worker that holds what schema.fields would. Set it instead, when there are many"
                                + " fields; every worker needs the file.")
                .text(
                        NAME,
                        "",
                        "The name of the record's schema; the format's own, such as millrace.csv.Row, where it is empty."
                                + " Set it when receivers look records up by that name. It is of no use without a schema.")
                .choice(
                        NAMES,
                        Naming.AS_WRITTEN,
                        "What fields and schemas are called: as they are written; with an underscore for each sign that"
                                + " Avro has no place for, and one in front of a digit (underscores); or with _u and the"
                                + " sign's number in Unicode instead (unicode). Set underscores for Avro, and unicode"
                                + " where names are not in Latin letters; values without a schema keep their keys.")
                .number(
                        SAMPLE_RECORDS,
                        100,
                        1,
                        100_000,
                        "How many records are looked at before the types are frozen, 256 KiB of the stream at most. Raise"
                                + " it when rare values first show up late; a later value that does not fit is malformed.")
                .choice(
                        UNKNOWN,
                        Unknown.FAIL,
                        "What happens to a record with a field that the declared or sampled schema does not know: it is"
                                + " malformed (fail), or loses the field (ignore). Set ignore when the partner adds"
                                + " fields that nobody needs.");
        ValueRules.define(definition);
    }

    /**
     * The typed view.
     *
     * @throws ConfigException on the key that is wrong
     */
    public static SchemaSettings from(AbstractConfig config) {
        SchemaMode mode = modeOf(config);
        ValueRules values = ValueRules.from(config);
        boolean ignores = OptionGroup.choiceOf(Unknown.class, config.getString(UNKNOWN)) == Unknown.IGNORE;
        String inline = config.getString(FIELDS);
        String file = config.getString(FILE);
        String name = config.getString(NAME);
        int sample = config.getInt(SAMPLE_RECORDS);
        Optional<DeclaredFields> declared = Optional.empty();
        if (mode == SchemaMode.DECLARED) {
            if (inline.isBlank() == file.isBlank()) {
                throw new ConfigException(FIELDS, inline, "declare the fields here or in schema.file, one of both");
            }
            declared = Optional.of(
                    inline.isBlank() ? inFile(file, values, ignores) : declared(FIELDS, inline, values, ignores));
        }
        return new SchemaSettings(
                mode,
                name.isBlank() ? Optional.empty() : Optional.of(name),
                namesOf(config),
                declared,
                sample,
                ignores,
                values);
    }

    /** Reports options that contradict each other, and fields that can't be read. */
    public static void validate(AbstractConfig config, Problems problems) {
        if (ValueRules.from(config).ambiguous()) {
            problems.report(
                    ValueRules.GROUPING_KEY,
                    "is the same sign as values.decimal.separator; choose another one, or none");
            return;
        }
        SchemaMode mode = modeOf(config);
        boolean inline = !config.getString(FIELDS).isBlank();
        boolean file = !config.getString(FILE).isBlank();
        if (mode != SchemaMode.DECLARED && (inline || file)) {
            problems.report(
                    MODE, "is not declared, so that the declared fields have no effect; set schema.mode=declared");
        } else if (mode == SchemaMode.DECLARED && !inline && !file) {
            problems.report(FIELDS, "is empty; say which fields a record has, here or in schema.file");
        } else if (inline && file) {
            problems.report(FILE, "is set beside schema.fields; declare the fields in one of both");
        } else if (mode == SchemaMode.DECLARED) {
            try {
                SchemaSettings unused = from(config);
            } catch (ConfigException e) {
                problems.report(inline ? FIELDS : FILE, "can't be used: " + e.getMessage());
            }
        }
    }

    /** For formats whose fields are texts one beside the other: reports declared fields that hold others. */
    public static void validateFlat(AbstractConfig config, Problems problems) {
        try {
            boolean nested = from(config).declared().stream()
                    .flatMap(fields -> fields.specs().stream())
                    .anyMatch(spec -> spec.type() instanceof NestedType);
            if (nested) {
                problems.report(
                        config.getString(FIELDS).isBlank() ? FILE : FIELDS,
                        "has a field of type struct, array or map, which this format's fields can't hold; use string");
            }
        } catch (ConfigException e) {
            // validate() has told it.
        }
    }

    /** For formats whose fields are known beforehand: reports declared fields that come from none of them. */
    public static void validateSources(AbstractConfig config, Set<String> known, Problems problems) {
        try {
            from(config).declared().stream()
                    .flatMap(fields -> fields.sources().stream())
                    .filter(source -> !known.contains(source))
                    .findFirst()
                    .ifPresent(source -> problems.report(
                            config.getString(FIELDS).isBlank() ? FILE : FIELDS,
                            "has a field from " + source + ", which no record has; correct its name, or name its source"
                                    + " with from"));
        } catch (ConfigException e) {
            // validate() has told it.
        }
    }

    /** The mode alone, for checks. */
    public static SchemaMode modeOf(AbstractConfig config) {
        return OptionGroup.choiceOf(SchemaMode.class, config.getString(MODE));
    }

    /** What becomes of names, alone. */
    public static Naming namesOf(AbstractConfig config) {
        return OptionGroup.choiceOf(Naming.class, config.getString(NAMES));
    }

    /** For formats that know themselves what fields a record has. */
    public static void validateOwn(AbstractConfig config, Problems problems) {
        if (modeOf(config) != SchemaMode.FORMAT) {
            problems.report(
                    MODE, "is of no use here, as the format itself says what fields a record has; leave it at format");
        }
    }

    /** For formats whose records have no fields. */
    public static void validateNone(AbstractConfig config, Problems problems) {
        if (modeOf(config) != SchemaMode.FORMAT) {
            problems.report(MODE, "is of no use here, as the format's records have no fields; leave it at format");
        }
    }

    private static void checkFields(String key, String text) {
        if (!text.isBlank()) {
            DeclaredFields unused = declared(key, text, ValueRules.UNKNOWN, false);
        }
    }

    private static DeclaredFields declared(String key, String text, ValueRules rules, boolean ignoresUnknown) {
        try {
            return new DeclaredFields(FieldLanguage.parse(text, rules, ignoresUnknown), ignoresUnknown);
        } catch (FieldSyntax e) {
            throw new ConfigException(
                    String.format(Locale.ROOT, "%s: %s; the formats page describes the language", key, e.getMessage()));
        }
    }

    private static DeclaredFields inFile(String file, ValueRules rules, boolean ignoresUnknown) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new ConfigException(FILE, file, "the file is larger than 1 MiB; name one that declares fields");
            }
            return declared(FILE, Files.readString(path, StandardCharsets.UTF_8), rules, ignoresUnknown);
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException(
                    FILE, file, "the file can't be read on this worker; put it there, as UTF-8, or correct the path");
        }
    }
}
