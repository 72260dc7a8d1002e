package dev.millrace.transforms.protection;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schemas of protected values. A default is not carried over: it would stand for a null again. Neither is the name of what a
 * value was, such as an enum or a UUID, for it is none any more.
 */
final class Schemas {

    private Schemas() {}

    /** A plain text in place of what was there. */
    static Schema text(Schema before) {
        boolean plain = before.type() == Schema.Type.STRING
                && before.name() == null
                && before.version() == null
                && before.defaultValue() == null
                && (before.parameters() == null || before.parameters().isEmpty());
        return plain ? before : textBuilder(before).build();
    }

    static SchemaBuilder textBuilder(Schema before) {
        SchemaBuilder text = SchemaBuilder.string();
        if (nullable(before)) {
            text.optional();
        }
        return before.doc() == null ? text : text.doc(before.doc());
    }

    /** A required field with a default may be null too. */
    static boolean nullable(Schema schema) {
        return schema.isOptional() || schema.defaultValue() != null;
    }

    /** The same, and null fits; without a default, which some would read in the place of the null. */
    static Schema optional(Schema before) {
        return before.isOptional() && before.defaultValue() == null
                ? before
                : copy(before).optional().build();
    }

    /** A schema of a plain type. */
    static Schema of(Schema.Type type, boolean optional) {
        SchemaBuilder schema = new SchemaBuilder(type);
        return optional ? schema.optional().build() : schema.build();
    }

    private static SchemaBuilder copy(Schema schema) {
        SchemaBuilder copy = switch (schema.type()) {
            case STRUCT -> SchemaBuilder.struct();
            case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
            case ARRAY -> SchemaBuilder.array(schema.valueSchema());
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES ->
                new SchemaBuilder(schema.type());
        };
        if (schema.type() == Schema.Type.STRUCT) {
            for (Field field : schema.fields()) {
                copy.field(field.name(), field.schema());
            }
        }
        if (schema.name() != null) {
            copy.name(schema.name());
        }
        if (schema.version() != null) {
            copy.version(schema.version());
        }
        if (schema.doc() != null) {
            copy.doc(schema.doc());
        }
        return schema.parameters() == null ? copy : copy.parameters(schema.parameters());
    }
}
