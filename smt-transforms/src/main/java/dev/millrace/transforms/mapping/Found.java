package dev.millrace.transforms.mapping;

import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a source is in records of one schema.
 *
 * @param direct the field, where it is one of the side itself and has no default
 * @param schema of the value, where it is known
 * @param mayBeNull whether a null can be there
 * @param mayBeAbsent whether nothing can be there
 * @param complaint what the schema has not
 */
record Found(
        Origin origin,
        @Nullable Field direct,
        @Nullable Schema schema,
        boolean mayBeNull,
        boolean mayBeAbsent,
        Optional<String> complaint) {

    static Found absent(String complaint) {
        return new Found(scope -> Absent.ABSENT, null, null, true, true, Optional.of(complaint));
    }

    /** A source of a schema that is known, or not, beforehand. */
    /** Whether it may be null where a schema without the source's default stands: the default is never put in its place. */
    boolean mayBeNullWithoutDefault() {
        return mayBeNull || (schema != null && schema.defaultValue() != null);
    }

    static Found of(Origin origin, @Nullable Schema schema, boolean uncertain) {
        return new Found(origin, null, schema, uncertain, uncertain, Optional.empty());
    }
}
