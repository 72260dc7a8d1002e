package dev.millrace.kit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** A piece of a template, for those who must know where its places stand. */
public sealed interface TemplatePart {

    /** Text that stands for itself. */
    record Fixed(String text) implements TemplatePart {}

    /**
     * A place to be filled.
     *
     * @param name of what fills it
     * @param filters what becomes of it on the way, in this order
     */
    record Place(String name, List<PlaceFilter> filters) implements TemplatePart {

        public Place {
            filters = List.copyOf(filters);
        }

        /** A text that is there. */
        String fill(String value) {
            return filters.isEmpty() ? value : text(new SchemaAndValue(null, value), PlaceEncoding.NONE, name -> "");
        }

        /**
         * What reads the place of a subject and writes it as it must be.
         *
         * @param reader gives any value of Connect, or a SchemaAndValue
         * @param place how it is written, unless a filter does that
         * @param missing the text for a place without a value, from its name; it may throw
         */
        public <T> Function<T, String> bind(
                Function<? super T, ? extends Optional<?>> reader, PlaceEncoding place, UnaryOperator<String> missing) {
            PlaceEncoding encoding = remaining(place);
            return subject -> text(found(reader.apply(subject)), encoding, missing);
        }

        private static @Nullable SchemaAndValue found(Optional<?> read) {
            if (read.isEmpty()) {
                return null;
            }
            Object value = read.get();
            return value instanceof SchemaAndValue withSchema ? withSchema : new SchemaAndValue(null, value);
        }

        private String text(@Nullable SchemaAndValue found, PlaceEncoding encoding, UnaryOperator<String> missing) {
            SchemaAndValue value = found;
            for (PlaceFilter filter : filters) {
                value = filter.apply(value);
            }
            return value == null || (value.value() == null && encoding != PlaceEncoding.JSON)
                    ? missing.apply(name)
                    : encoding.encode(value);
        }

        /** What the place still has to do: nothing where the last filter that encodes did it, or one says so. */
        private PlaceEncoding remaining(PlaceEncoding place) {
            PlaceEncoding done = PlaceEncoding.NONE;
            for (PlaceFilter filter : filters) {
                if (filter == PlaceFilter.Named.RAW) {
                    return PlaceEncoding.NONE;
                }
                done = filter.encoding().orElse(done);
            }
            return done == place ? PlaceEncoding.NONE : place;
        }
    }
}
