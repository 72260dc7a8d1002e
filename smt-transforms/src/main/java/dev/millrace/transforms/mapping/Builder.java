package dev.millrace.transforms.mapping;

import org.jspecify.annotations.Nullable;

/** Makes the value of one target: of a field, of an object with fields, or of a list. For any thread. */
interface Builder {

    /**
     * Makes the value.
     *
     * @param base what stands there already, where a record is patched; null otherwise
     * @return {@link Absent#ABSENT} where the target is left out
     */
    @Nullable
    Object build(Scope scope, @Nullable Object base);
}
