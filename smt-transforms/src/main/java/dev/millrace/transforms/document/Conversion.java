package dev.millrace.transforms.document;

import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** What is made of the value of a field: a document read, or written. For any thread; failures are a {@link DocumentFault}. */
interface Conversion {

    /** Where the result will stand. */
    enum Place {
        /** In a record with a schema, where a value must be. */
        REQUIRED,
        /** In a record with a schema, where none may be. */
        OPTIONAL,
        /** In a record without a schema. */
        MAP
    }

    /** The schema of all results at that place; empty where each value tells, or none has one. */
    Optional<Schema> schema(Place place);

    /** Whether results stand in structs at all: each has a schema. */
    boolean fitsStructs();

    /**
     * Converts one value.
     *
     * @param schema of the value where it has one
     * @param value not null
     * @return what comes of it, null included; with a schema unless it has none
     */
    SchemaAndValue apply(@Nullable Schema schema, Object value, Place place);
}
