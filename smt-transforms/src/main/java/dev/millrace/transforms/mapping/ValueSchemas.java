package dev.millrace.transforms.mapping;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** Schemas of targets. */
final class ValueSchemas {

    private ValueSchemas() {}

    /** A constant as records have it: a number with a fraction is a float64. */
    static @Nullable Object plain(@Nullable Object constant) {
        return constant instanceof BigDecimal number ? (Object) number.doubleValue() : constant;
    }

    /** The schema of a constant; that of an optional text for null. */
    static Schema of(@Nullable Object constant) {
        if (constant instanceof Long) {
            return Schema.INT64_SCHEMA;
        }
        if (constant instanceof Double) {
            return Schema.FLOAT64_SCHEMA;
        }
        if (constant instanceof Boolean) {
            return Schema.BOOLEAN_SCHEMA;
        }
        return constant == null ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA;
    }

    /** Whether values of one are values of the other, nulls apart. */
    static boolean alike(Schema one, Schema other) {
        return one.type() == other.type()
                && Objects.equals(one.name(), other.name())
                && Objects.equals(one.parameters(), other.parameters())
                && (one.type() != Schema.Type.STRUCT || one.fields().equals(other.fields()))
                && (one.type() != Schema.Type.MAP || one.keySchema().equals(other.keySchema()))
                && (!hasElements(one) || one.valueSchema().equals(other.valueSchema()));
    }

    private static boolean hasElements(Schema schema) {
        return schema.type() == Schema.Type.MAP || schema.type() == Schema.Type.ARRAY;
    }

    /** A schema that is optional or not, with the description of the document; the same instance where nothing changes. */
    static Schema with(Schema schema, boolean optional, String description) {
        if (schema.isOptional() == optional && description.isEmpty()) {
            return schema;
        }
        SchemaBuilder copy = copy(schema);
        if (schema.type() == Schema.Type.STRUCT) {
            for (Field field : schema.fields()) {
                copy.field(field.name(), field.schema());
            }
        }
        String doc = description.isEmpty() ? schema.doc() : description;
        if (doc != null) {
            copy.doc(doc);
        }
        // The default of a struct is one of the very schema.
        if (schema.defaultValue() != null && schema.type() != Schema.Type.STRUCT && !optional) {
            copy.defaultValue(schema.defaultValue());
        }
        return (optional ? copy.optional() : copy).build();
    }

    /** A new schema of the same type, name, version and parameters; of structs without fields, and without the doc. */
    static SchemaBuilder copy(Schema schema) {
        SchemaBuilder copy = switch (schema.type()) {
            case STRUCT -> SchemaBuilder.struct();
            case ARRAY -> SchemaBuilder.array(schema.valueSchema());
            case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
            default -> new SchemaBuilder(schema.type());
        };
        if (schema.name() != null) {
            copy.name(schema.name());
        }
        if (schema.version() != null) {
            copy.version(schema.version());
        }
        Map<String, String> parameters = schema.parameters();
        if (parameters != null) {
            copy.parameters(parameters);
        }
        return copy;
    }
}
