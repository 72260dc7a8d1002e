package dev.millrace.transforms.document;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** Writes a value as the text of a document, or as its UTF-8 bytes. */
final class Serializing implements Conversion {

    /** How a document is handed on. */
    enum Form {
        STRING,
        BYTES
    }

    /** Makes the text of a value. */
    @FunctionalInterface
    interface Writing {

        String text(@Nullable Schema schema, Object value);
    }

    private final Writing writing;
    private final Form form;

    Serializing(Writing writing, Form form) {
        this.writing = writing;
        this.form = form;
    }

    @Override
    public Optional<Schema> schema(Place place) {
        return switch (place) {
            case REQUIRED -> Optional.of(form == Form.STRING ? Schema.STRING_SCHEMA : Schema.BYTES_SCHEMA);
            case OPTIONAL ->
                Optional.of(form == Form.STRING ? Schema.OPTIONAL_STRING_SCHEMA : Schema.OPTIONAL_BYTES_SCHEMA);
            case MAP -> Optional.empty();
        };
    }

    @Override
    public boolean fitsStructs() {
        return true;
    }

    @Override
    public SchemaAndValue apply(@Nullable Schema schema, Object value, Place place) {
        String text = writing.text(schema, value);
        // Java would write a question mark for half of a pair, and no reader could tell.
        DocumentText.requireWhole(text);
        Object made = form == Form.STRING ? text : text.getBytes(StandardCharsets.UTF_8);
        return new SchemaAndValue(schema(place).orElse(null), made);
    }
}
