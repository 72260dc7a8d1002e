package dev.millrace.transforms.rewrite;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A change made of two functions. */
record Inline(Function<Schema, Schema> schema, BiFunction<Spot, Object, @Nullable Object> value) implements Change {

    /** One that gives the length of a text, as a number. */
    static Inline length() {
        return new Inline(before -> Schema.INT32_SCHEMA, (spot, value) -> {
            if (value instanceof String text) {
                return text.length();
            }
            throw spot.failure("not-a-text");
        });
    }

    /** One that gives the place where it is called. */
    static Inline place() {
        return new Inline(before -> before, (spot, value) -> spot.path());
    }

    /** One that takes every value away. */
    static Inline nothing() {
        return new Inline(DerivedSchema::optional, (spot, value) -> null);
    }

    @Override
    public Schema schema(Schema before, String rule, String path) {
        return schema.apply(before);
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object before1) {
        return value.apply(spot, before1);
    }
}
