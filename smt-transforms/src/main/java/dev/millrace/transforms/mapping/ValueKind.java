package dev.millrace.transforms.mapping;

import java.util.Locale;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** The types of a mapping document. */
enum ValueKind {
    STRING,
    INT8,
    INT16,
    INT32,
    INT64,
    FLOAT32,
    FLOAT64,
    DECIMAL,
    BOOLEAN,
    BYTES,
    DATE,
    TIME,
    TIMESTAMP,
    OBJECT,
    ARRAY,
    MAP;

    boolean isNumber() {
        return isWhole() || this == FLOAT32 || this == FLOAT64 || this == DECIMAL;
    }

    boolean isWhole() {
        return this == INT8 || this == INT16 || this == INT32 || this == INT64;
    }

    boolean isTemporal() {
        return this == DATE || this == TIME || this == TIMESTAMP;
    }

    boolean isContainer() {
        return this == OBJECT || this == ARRAY || this == MAP;
    }

    /** A new schema of this type, as far as it follows from the type: containers have that of their source. */
    SchemaBuilder schema(int scale) {
        return switch (this) {
            case DECIMAL -> Decimal.builder(scale);
            case DATE -> Date.builder();
            case TIME -> Time.builder();
            case TIMESTAMP -> Timestamp.builder();
            case OBJECT, ARRAY, MAP -> throw new IllegalStateException(this + " has no schema of its own");
            case STRING, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, BYTES ->
                new SchemaBuilder(Schema.Type.valueOf(name()));
        };
    }

    /** As documents write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
