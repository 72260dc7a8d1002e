package dev.millrace.transforms.rewrite;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** What is done with the values at one place of records of one schema. For any thread. */
interface Node {

    /** The schema of what comes out. */
    Schema after();

    /** Another value, or the same instance where nothing changed; what is handed in is never changed itself. */
    @Nullable
    Object apply(Pass pass, @Nullable Object value);
}
