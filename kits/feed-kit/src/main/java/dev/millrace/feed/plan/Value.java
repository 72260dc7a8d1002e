package dev.millrace.feed.plan;

import org.jspecify.annotations.Nullable;

/** What reads one value after the other. Immutable. */
interface Value {

    /** The value where the cursor stands, null where there is none; the cursor moves behind it. */
    @Nullable
    Object next(Cursor cursor) throws CorruptField;
}
