package dev.millrace.http.request;

import dev.millrace.kit.ConnectJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** A value as it is: text and bytes untouched, and the rest as JSON where that is wanted. */
final class ValueBody<T> implements Body<T> {

    private final String place;
    private final Function<? super T, Optional<Object>> reader;
    private final BodyMode mode;

    private final boolean checked;

    /**
     * Binds the place.
     *
     * @param mode JSON, or RAW for text and bytes only
     * @throws IllegalArgumentException when the place is unknown
     */
    ValueBody(String place, Places<T> places, BodyMode mode) {
        this(place, places.bind(place), mode, false);
    }

    private ValueBody(String place, Function<? super T, Optional<Object>> reader, BodyMode mode, boolean checked) {
        this.place = place;
        this.reader = reader;
        this.mode = mode;
        this.checked = checked;
    }

    /** The same that refuses text and bytes which are no JSON, for they would spoil what they are joined with. */
    ValueBody<T> checked() {
        return new ValueBody<>(place, reader, mode, true);
    }

    @Override
    public byte[] bytes(T subject) {
        Object found = reader.apply(subject).orElse(null);
        Schema schema = found instanceof SchemaAndValue withSchema ? withSchema.schema() : null;
        Object value = found instanceof SchemaAndValue withSchema ? withSchema.value() : found;
        if (value == null) {
            throw Unrenderable.missing(place);
        }
        byte[] untouched = untouched(value);
        if (untouched != null) {
            return checked ? CheckedJson.checked(untouched) : untouched;
        }
        if (mode == BodyMode.RAW) {
            throw Unrenderable.because(
                    "value-not-raw",
                    "the value is neither text nor bytes, which http.body=raw sends as they are: use http.body=json, or"
                            + " another converter");
        }
        return json(schema, value);
    }

    /** The bytes of text or bytes; null for any other value. */
    static byte @Nullable [] untouched(Object value) {
        if (value instanceof String text) {
            return Utf8.bytes(text);
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return null;
    }

    private static byte[] json(@Nullable Schema schema, Object value) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(256);
        try {
            ConnectJson.write(json, schema, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return json.toByteArray();
    }
}
