package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.transforms.rewrite.CrossCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** The options that say what types a document that is read has; see {@link DeclaredSchema}. */
final class ShapeSettings {

    static final String SCHEMA = "schema";
    static final String INFER = "infer";
    static final String NUMBERS = "numbers";
    private static final String SCHEMA_FILE = "schema.file";
    private static final String SCHEMA_NAME = "schema.name";
    private static final String UNKNOWN_FIELDS = "unknown.fields";
    private static final String KEY_OF_TEXT = "text.key";

    /** What becomes of a field that the schema does not declare. */
    enum Unknown {
        FAIL,
        IGNORE
    }

    private ShapeSettings() {}

    static void define(ConfigDef definition, boolean xml) {
        OptionGroup group = new OptionGroup(definition, "Schema")
                .text(
                        SCHEMA,
                        "",
                        "The JSON Schema of the documents, which makes structs of them: type, properties, required, items,"
                                + " and connect.type for closer types. Leave it empty for maps without a schema, which only"
                                + " records without a schema can hold in a field.")
                .text(
                        SCHEMA_FILE,
                        "",
                        "The path of a file with that JSON Schema, read when the transform starts. Set it instead of schema"
                                + " where the schema is long.")
                .text(
                        SCHEMA_NAME,
                        "",
                        "The name of the schema that is made. Set it where the converter needs one and the JSON Schema says"
                                + " none in connect.name or title.")
                .choice(
                        UNKNOWN_FIELDS,
                        Unknown.FAIL,
                        "What becomes of a field that the schema does not declare, where additionalProperties says nothing:"
                                + " fail is an error with the code unknown-field, ignore leaves it out. Choose ignore where"
                                + " partners add fields that are not wanted.")
                .number(
                        INFER,
                        0,
                        0,
                        1000,
                        "How many different schemas may be guessed from the documents themselves; 0 guesses none. Set it only"
                                + " where no schema can be had: every new form of a document is a new schema, and one more"
                                + " than this is an error with the code too-many-schemas.");
        if (!xml) {
            group.choice(
                    NUMBERS,
                    Numbers.EXACT,
                    "What numbers become that are no 64-bit integers, where the schema does not say it: exact keeps a double"
                            + " that is the very number and text of all others, decimal makes decimals, double the nearest"
                            + " double, text the digits. Choose decimal where what follows can write decimals without a"
                            + " schema; JsonConverter can't.");
            CrossCheck.on(definition, NUMBERS, ShapeSettings::checkNumbers);
        }
        CrossCheck.on(definition, SCHEMA, (parsed, problems) -> checkDeclared(parsed, SCHEMA, xml, problems));
        CrossCheck.on(definition, SCHEMA_FILE, (parsed, problems) -> checkDeclared(parsed, SCHEMA_FILE, xml, problems));
        CrossCheck.on(definition, INFER, ShapeSettings::checkInference);
    }

    /** A schema stands in one of two keys, and what is wrong with it is told on that one. */
    private static void checkDeclared(Map<String, Object> parsed, String key, boolean xml, Problems problems) {
        if (text(parsed, key).isEmpty()) {
            return;
        }
        if (key.equals(SCHEMA_FILE) && !text(parsed, SCHEMA).isEmpty()) {
            problems.report(SCHEMA_FILE, "must be empty where schema is given: keep one of them");
            return;
        }
        try {
            Optional<Shape> unused = declared(parsed, xml);
        } catch (IllegalArgumentException wrong) {
            problems.report(key, String.valueOf(wrong.getMessage()));
        }
    }

    private static void checkInference(Map<String, Object> parsed, Problems problems) {
        boolean declared =
                !text(parsed, SCHEMA).isEmpty() || !text(parsed, SCHEMA_FILE).isEmpty();
        if (guesses(parsed) && declared) {
            problems.report(INFER, "must be 0 where a schema is given, for then nothing is guessed");
        }
        if (guesses(parsed) && PlaceSettings.leadsToMany(parsed)) {
            problems.report(INFER, "must be 0 where path leads to many places, for they share one schema; declare it");
        }
    }

    private static void checkNumbers(Map<String, Object> parsed, Problems problems) {
        Numbers numbers = numbers(parsed, false);
        if (guesses(parsed) && (numbers == Numbers.EXACT || numbers == Numbers.DECIMAL)) {
            problems.report(
                    NUMBERS,
                    "must be double or text with infer: one document does not tell how many digits the next will have"
                            + " behind the point");
        }
    }

    /**
     * The shape that is declared.
     *
     * @throws IllegalArgumentException when it can't be read; the message is a sentence for the key
     */
    static Optional<Shape> declared(Map<String, ?> parsed, boolean xml) {
        String inline = text(parsed, SCHEMA);
        String file = text(parsed, SCHEMA_FILE);
        if (inline.isEmpty() && file.isEmpty()) {
            return Optional.empty();
        }
        boolean closed = choice(parsed, UNKNOWN_FIELDS, Unknown.class) == Unknown.FAIL;
        DeclaredSchema.Reading reading =
                new DeclaredSchema.Reading(numbers(parsed, xml), closed, xml, text(parsed, KEY_OF_TEXT));
        return Optional.of(
                DeclaredSchema.parse(inline.isEmpty() ? content(file) : inline, text(parsed, SCHEMA_NAME), reading));
    }

    static Optional<Inference> inference(Map<String, ?> parsed, boolean xml) {
        return parsed.get(INFER) instanceof Integer most && most > 0
                ? Optional.of(new Inference(most, xml))
                : Optional.empty();
    }

    /** What numbers become; with a schema they are read exactly, for its types to be made of. */
    static Numbers numbers(Map<String, ?> parsed, boolean xml) {
        return xml ? Numbers.TEXT : choice(parsed, NUMBERS, Numbers.class);
    }

    private static boolean guesses(Map<String, ?> parsed) {
        return parsed.get(INFER) instanceof Integer most && most > 0;
    }

    private static String content(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException(
                    "names a file that can't be read as UTF-8: see that it is there on every worker", unreadable);
        }
    }

    static String text(Map<String, ?> parsed, String key) {
        @Nullable Object value = parsed.get(key);
        return value == null ? "" : String.valueOf(value);
    }

    /** The choice, or the first where what was given is none, which its own key says. */
    private static <E extends Enum<E>> E choice(Map<String, ?> parsed, String key, Class<E> type) {
        try {
            return OptionGroup.choiceOf(type, text(parsed, key));
        } catch (IllegalArgumentException none) {
            return type.getEnumConstants()[0];
        }
    }
}
