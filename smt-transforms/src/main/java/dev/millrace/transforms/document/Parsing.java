package dev.millrace.transforms.document;

import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** Reads a document and gives it its types: those of a declared schema, guessed ones, or none. */
final class Parsing implements Conversion {

    private final Function<Object, @Nullable Object> reading;
    private final @Nullable Shape required;
    private final @Nullable Shape optional;
    private final @Nullable Inference inference;

    /**
     * A way to read.
     *
     * @param reading makes maps, lists and single values of text or bytes
     * @param declared the shape of all documents, where one is declared
     * @param inference guesses it, where that is asked for
     */
    Parsing(Function<Object, @Nullable Object> reading, Optional<Shape> declared, Optional<Inference> inference) {
        this.reading = reading;
        this.required = declared.map(shape -> shape.optional(false)).orElse(null);
        this.optional = declared.map(shape -> shape.optional(true)).orElse(null);
        this.inference = inference.orElse(null);
    }

    @Override
    public Optional<Schema> schema(Place place) {
        Shape shape = declared(place);
        return shape == null || place == Place.MAP ? Optional.empty() : Optional.of(shape.schema());
    }

    @Override
    public boolean fitsStructs() {
        return required != null || inference != null;
    }

    @Override
    public SchemaAndValue apply(@Nullable Schema schema, Object value, Place place) {
        Object read = reading.apply(value);
        Shape shape = declared(place);
        if (read == null) {
            if (place == Place.REQUIRED) {
                throw new DocumentFault("null");
            }
            return new SchemaAndValue(shape == null || place == Place.MAP ? null : shape.schema(), null);
        }
        if (shape == null && inference != null && place != Place.MAP) {
            shape = inference.of(read).optional(place == Place.OPTIONAL);
        }
        if (shape == null) {
            return new SchemaAndValue(null, read);
        }
        return place == Place.MAP
                ? new SchemaAndValue(null, shape.of(read, false))
                : new SchemaAndValue(shape.schema(), shape.of(read, true));
    }

    private @Nullable Shape declared(Place place) {
        return place == Place.REQUIRED ? required : optional;
    }
}
