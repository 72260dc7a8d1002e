package dev.millrace.transforms.mapping;

import org.jspecify.annotations.Nullable;

/** Values by keys; for any thread. */
interface LookupTable {

    /** The value of a key; null when it has none. */
    @Nullable
    Object find(String key);
}
