package dev.millrace.transforms.mapping;

import org.jspecify.annotations.Nullable;

/** Makes a value of one type out of values of any; for any thread. The same for structs and for maps. */
interface Conversion {

    /**
     * Converts a value.
     *
     * @return null where the value means none
     * @throws Inconvertible when the value has no such form, or would lose something that nothing allows it to lose
     */
    @Nullable
    Object convert(Object value);
}
