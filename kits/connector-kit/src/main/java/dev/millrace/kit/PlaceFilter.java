package dev.millrace.kit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** What becomes of a value on its way into the place of a template. Null stands for a value that is not there. */
public sealed interface PlaceFilter {

    @Nullable
    SchemaAndValue apply(@Nullable SchemaAndValue found);

    /** The encoding that it does itself, so that the place need not do it again. */
    default Optional<PlaceEncoding> encoding() {
        return Optional.empty();
    }

    /** The names of all filters. */
    static List<String> names() {
        return Stream.concat(Arrays.stream(Named.values()).map(Named::toString), Stream.of(Default.NAME))
                .toList();
    }

    /** A filter that is called by its name alone. */
    enum Named implements PlaceFilter {
        UPPER,
        LOWER,
        TRIM,
        JSON,
        URL,
        XML,
        BASE64,
        RAW;

        @Override
        public @Nullable SchemaAndValue apply(@Nullable SchemaAndValue found) {
            if (found == null || this == RAW || (found.value() == null && this != JSON)) {
                return found;
            }
            return text(
                    switch (this) {
                        case UPPER -> ValueText.of(found).toUpperCase(Locale.ROOT);
                        case LOWER -> ValueText.of(found).toLowerCase(Locale.ROOT);
                        case TRIM -> ValueText.of(found).strip();
                        case JSON -> PlaceEncoding.JSON.encode(found);
                        case URL -> PlaceEncoding.URL.encode(found);
                        case XML -> PlaceEncoding.XML.encode(found);
                        case BASE64 -> base64(found);
                        case RAW -> ValueText.of(found);
                    });
        }

        @Override
        public Optional<PlaceEncoding> encoding() {
            return switch (this) {
                case JSON -> Optional.of(PlaceEncoding.JSON);
                case URL -> Optional.of(PlaceEncoding.URL);
                case XML -> Optional.of(PlaceEncoding.XML);
                case BASE64 -> Optional.of(PlaceEncoding.NONE);
                case UPPER, LOWER, TRIM, RAW -> Optional.empty();
            };
        }

        /** Bytes are written as base64 anyway; of text, its bytes are. */
        private static String base64(SchemaAndValue found) {
            boolean bytes = found.value() instanceof byte[] || found.value() instanceof ByteBuffer;
            String text = ValueText.of(found);
            return bytes ? text : Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What stands for a value that is not there, or is null. */
    record Default(SchemaAndValue value) implements PlaceFilter {

        static final String NAME = "default";

        @Override
        public SchemaAndValue apply(@Nullable SchemaAndValue found) {
            return found == null || found.value() == null ? value : found;
        }
    }

    private static SchemaAndValue text(String text) {
        return new SchemaAndValue(null, text);
    }
}
