package dev.millrace.feed.format;

import dev.millrace.kit.Problems;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of {@link JsonFormat}.
 *
 * @param layout empty where each file tells
 * @param pointer names the array whose elements are the records; the document itself when it has no keys
 */
record JsonSettings(Optional<JsonLayout> layout, JsonPointer pointer, int maxDepth, int recordMaxBytes) {

    private static final String LAYOUT = "json.layout";
    private static final String POINTER = "json.pointer";
    private static final String MAX_DEPTH = "json.depth.max";
    private static final String RECORD_MAX_BYTES = "json.record.max.bytes";

    static void define(ConfigDef definition) {
        new Options(definition, JsonFormat.NAME)
                .text(
                        LAYOUT,
                        "auto",
                        Options.oneOf("auto", "lines", "array", "documents"),
                        Width.SHORT,
                        "Layout",
                        "How records lie in a file: one in each line (lines), as the elements of one array (array), one"
                                + " behind the other (documents), or as the beginning of each file tells (auto). Set"
                                + " it when it is known: with lines a broken first line is set aside like any other,"
                                + " and lines that are arrays are not taken for one array.")
                .text(
                        POINTER,
                        "",
                        ConfigDef.LambdaValidator.with(JsonSettings::checkPointer, () -> "a JSON pointer"),
                        Width.MEDIUM,
                        "Pointer",
                        "Where in the file's one document the array of the records stands, as a JSON pointer (RFC 6901):"
                                + " /data/items. Set it when the records are wrapped in an object; what else is in"
                                + " the document is passed over.")
                .number(
                        MAX_DEPTH,
                        100,
                        1,
                        1000,
                        "Depth",
                        "How deep arrays and objects may be nested in a record; a deeper one is malformed. Raise it when"
                                + " records are that deep.")
                .number(
                        RECORD_MAX_BYTES,
                        1 << 20,
                        64,
                        1 << 28,
                        "Largest record",
                        "The bytes a record may have; a larger one is malformed. Raise it, together with the worker's"
                                + " producer limit max.request.size, when records are that large.");
    }

    static JsonSettings from(AbstractConfig config) {
        return new JsonSettings(
                JsonLayout.of(config.getString(LAYOUT)),
                JsonPointer.parse(config.getString(POINTER)),
                config.getInt(MAX_DEPTH),
                config.getInt(RECORD_MAX_BYTES));
    }

    /** Reports options that contradict each other. */
    void validate(Problems problems) {
        boolean fits = layout.isEmpty() || layout.get() == JsonLayout.ARRAY;
        if (!pointer.keys().isEmpty() && !fits) {
            problems.report(LAYOUT, "must be auto or array with json.pointer, which names an array of one document");
        }
    }

    private static void checkPointer(String key, Object value) {
        try {
            JsonPointer unused = JsonPointer.parse(String.valueOf(value));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(key, value, wrong.getMessage());
        }
    }
}
