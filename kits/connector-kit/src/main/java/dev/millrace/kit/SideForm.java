package dev.millrace.kit;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form in which records that are not data leave, so that the connector's one converter can write them. */
public enum SideForm {
    /** Chosen by the connector's {@code value.converter}. */
    AUTO,
    /** A Struct with its schema: JsonConverter, AvroConverter and the like. */
    STRUCT,
    /** JSON text, binary as base64: StringConverter. */
    STRING,
    /** The same JSON as UTF-8 bytes: ByteArrayConverter. */
    BYTES;

    static final String VALUE_CONVERTER = "value.converter";

    /**
     * The form to use; {@link #AUTO} is resolved by the connector's own converter setting, and is {@link #STRUCT} where the
     * connector leaves the converter to the worker.
     */
    public SideForm resolve(@Nullable String valueConverter) {
        if (this != AUTO || valueConverter == null) {
            return this == AUTO ? STRUCT : this;
        }
        // A worker also takes a converter by its alias: the simple name, with or without the suffix.
        String simpleName = valueConverter.substring(valueConverter.lastIndexOf('.') + 1);
        return switch (simpleName.trim()) {
            case "StringConverter", "String" -> STRING;
            case "ByteArrayConverter", "ByteArray" -> BYTES;
            default -> STRUCT;
        };
    }

    /** Reports where {@link #AUTO} would have to guess: the worker's converter is not shown to connectors. */
    static void validate(Map<String, String> configuration, Problems problems) {
        String form = configuration.getOrDefault(SideSettings.FORM, AUTO.toString());
        boolean converterKnown =
                !configuration.getOrDefault(VALUE_CONVERTER, "").isBlank();
        if (form.trim().equalsIgnoreCase(AUTO.toString()) && !converterKnown) {
            problems.report(
                    SideSettings.FORM,
                    "can't be auto when the connector has no value.converter of its own, for the worker's is not shown to"
                            + " connectors: set value.converter, or choose struct, string or bytes");
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
