package dev.millrace.transforms.rewrite;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Makes schemas out of others: what is not changed on purpose stays. */
public final class DerivedSchema {

    private DerivedSchema() {}

    /**
     * A builder for another struct that keeps what a schema says about itself: name, version, documentation, parameters, whether
     * it is optional. A default of the whole struct goes, for it has the old fields; what was required with it becomes optional.
     */
    public static SchemaBuilder struct(Schema schema) {
        return told(named(SchemaBuilder.struct(), schema), schema, mayBeNullWithoutDefault(schema));
    }

    /**
     * The schema for values of another type at the same place: documentation and parameters stay; the name goes, for that of a
     * logical type tells how to read the old one. A default goes as well; what was required with it becomes optional.
     *
     * @param builder the new type, with a name where it has one
     */
    public static Schema ofType(SchemaBuilder builder, Schema schema) {
        return told(builder, schema, mayBeNullWithoutDefault(schema)).build();
    }

    /** The schema for values that may be null. */
    public static Schema optional(Schema schema) {
        if (schema.isOptional()) {
            return schema;
        }
        SchemaBuilder copy = switch (schema.type()) {
            case STRUCT -> {
                SchemaBuilder struct = SchemaBuilder.struct();
                schema.fields().forEach(field -> struct.field(field.name(), field.schema()));
                yield struct;
            }
            case ARRAY -> SchemaBuilder.array(schema.valueSchema());
            case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES ->
                SchemaBuilder.type(schema.type());
        };
        told(named(copy, schema), schema, true);
        boolean keepsDefault = schema.defaultValue() != null && schema.type() != Schema.Type.STRUCT;
        return keepsDefault ? copy.defaultValue(schema.defaultValue()).build() : copy.build();
    }

    /** An array of other elements. */
    public static Schema array(Schema schema, Schema elements) {
        return elements.equals(schema.valueSchema())
                ? schema
                : container(schema, () -> named(SchemaBuilder.array(elements), schema));
    }

    /** A map of other values. */
    public static Schema map(Schema schema, Schema values) {
        return values.equals(schema.valueSchema())
                ? schema
                : container(schema, () -> named(SchemaBuilder.map(schema.keySchema(), values), schema));
    }

    /** The schema that values of both fit into, where only structs must be built anew for it; empty where there is none. */
    static Optional<Schema> common(Schema one, Schema other) {
        if (one.equals(other)) {
            return Optional.of(one);
        }
        if (one.type() != other.type() || !Objects.equals(one.name(), other.name())) {
            return Optional.empty();
        }
        Optional<Schema> common = switch (one.type()) {
            case STRUCT -> commonStruct(one, other);
            case ARRAY -> common(one.valueSchema(), other.valueSchema()).map(elements -> array(one, elements));
            case MAP ->
                one.keySchema().equals(other.keySchema())
                        ? common(one.valueSchema(), other.valueSchema()).map(values -> map(one, values))
                        : Optional.empty();
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> Optional.of(one);
        };
        return common.map(schema -> other.isOptional() ? optional(schema) : schema);
    }

    private static Optional<Schema> commonStruct(Schema one, Schema other) {
        List<Field> others = other.fields();
        if (one.fields().size() != others.size()) {
            return Optional.empty();
        }
        SchemaBuilder builder = struct(one);
        for (Field field : one.fields()) {
            Field beside = others.get(field.index());
            Optional<Schema> both =
                    field.name().equals(beside.name()) ? common(field.schema(), beside.schema()) : Optional.empty();
            if (both.isEmpty()) {
                return Optional.empty();
            }
            builder.field(field.name(), both.get());
        }
        return Optional.of(builder.build());
    }

    /** Keeps the default where it still fits; where it doesn't, what was required with it becomes optional. */
    private static Schema container(Schema schema, Supplier<SchemaBuilder> fresh) {
        @Nullable Object standard = schema.defaultValue();
        if (standard != null) {
            SchemaBuilder builder = told(fresh.get(), schema, schema.isOptional());
            try {
                ConnectSchema.validateValue(builder, standard);
                return builder.defaultValue(standard).build();
            } catch (DataException unfit) {
                return told(fresh.get(), schema, true).build();
            }
        }
        return told(fresh.get(), schema, schema.isOptional()).build();
    }

    private static boolean mayBeNullWithoutDefault(Schema schema) {
        return schema.isOptional() || schema.defaultValue() != null;
    }

    private static SchemaBuilder named(SchemaBuilder builder, Schema schema) {
        if (schema.name() != null) {
            builder.name(schema.name());
        }
        return schema.version() == null ? builder : builder.version(schema.version());
    }

    private static SchemaBuilder told(SchemaBuilder builder, Schema schema, boolean optional) {
        if (schema.doc() != null) {
            builder.doc(schema.doc());
        }
        if (schema.parameters() != null && !schema.parameters().isEmpty()) {
            builder.parameters(schema.parameters());
        }
        return optional ? builder.optional() : builder.required();
    }
}
