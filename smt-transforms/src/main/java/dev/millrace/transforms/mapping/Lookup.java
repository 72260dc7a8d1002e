package dev.millrace.transforms.mapping;

import dev.millrace.kit.ValueText;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a table has for a value in its place.
 *
 * @param name of the table in the document; empty for one that stands at its field
 * @param table the values by the texts of what is looked up
 * @param miss what is done with a value that the table has not
 */
record Lookup(String name, LookupTable table, Miss miss) {

    /** What is done with a value that is not in the table. */
    enum Miss {
        FAIL,
        NULL,
        KEEP,
        DEFAULT
    }

    /** A value that is not in the table, and for which the field's default stands. */
    static final Object DEFAULT = new Object();

    /** What is in its place: null for none, {@link #DEFAULT} for the field's default. */
    @Nullable
    Object apply(Object value) {
        if (!(value instanceof String) && !(value instanceof Number) && !(value instanceof Boolean)) {
            throw new Inconvertible(Inconvertible.WRONG_TYPE);
        }
        Object found = table.find(value instanceof String key ? key : ValueText.of(null, value));
        if (found != null) {
            return found;
        }
        return switch (miss) {
            case FAIL -> throw new Inconvertible("not-in-lookup");
            case NULL -> null;
            case KEEP -> value;
            case DEFAULT -> DEFAULT;
        };
    }
}
