package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Makes a value of the bytes that begin where a cursor stands, as many as they say themselves. Immutable. */
interface Decoder {

    /** Of its values; optional. */
    Schema schema();

    /**
     * The value, null, or a {@link Flaw} when the bytes that it should have are none of its kind; the cursor moves behind them.
     *
     * @throws CorruptField when nobody can say where it ends; in the record or the window, or beyond
     */
    @Nullable
    Object decode(Cursor cursor) throws CorruptField;
}
