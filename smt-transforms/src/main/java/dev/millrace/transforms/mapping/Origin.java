package dev.millrace.transforms.mapping;

import org.jspecify.annotations.Nullable;

/** Where the value of a rule comes from, compiled for one schema or for maps. For any thread. */
interface Origin {

    /** The value; null where a null is there, {@link Absent#ABSENT} where nothing is. */
    @Nullable
    Object read(Scope scope);
}
