package dev.millrace.transforms.protection;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * A schema as text, which stands in a parameter of the schema of an encrypted field: {@code int64}, {@code string?} where it is
 * optional, or JSON where there is more to say.
 */
final class SchemaText {

    private static final JsonFactory JSON = new JsonFactory();

    private SchemaText() {}

    static String of(Schema schema) {
        if (schema.type().isPrimitive()
                && schema.name() == null
                && schema.version() == null
                && schema.doc() == null
                && schema.defaultValue() == null
                && (schema.parameters() == null || schema.parameters().isEmpty())) {
            return schema.type().getName() + (schema.isOptional() ? "?" : "");
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, schema);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Schema parse(String text) {
        try {
            if (text.startsWith("{")) {
                return read(new Members("the schema", SafeJson.read(text)));
            }
            boolean optional = text.endsWith("?");
            SchemaBuilder plain = new SchemaBuilder(type(optional ? text.substring(0, text.length() - 1) : text));
            return optional ? plain.optional().build() : plain.build();
        } catch (ConnectException unfit) {
            throw new IllegalArgumentException("is no schema", unfit);
        }
    }

    static Schema.Type type(String name) {
        return Schema.Type.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static void write(JsonGenerator json, Schema schema) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", schema.type().getName());
        if (schema.isOptional()) {
            json.writeBooleanField("optional", true);
        }
        if (schema.name() != null) {
            json.writeStringField("name", schema.name());
        }
        if (schema.version() != null) {
            json.writeNumberField("version", schema.version());
        }
        if (schema.doc() != null) {
            json.writeStringField("doc", schema.doc());
        }
        if (schema.parameters() != null && !schema.parameters().isEmpty()) {
            json.writeObjectFieldStart("parameters");
            for (Map.Entry<String, String> parameter : schema.parameters().entrySet()) {
                json.writeStringField(parameter.getKey(), parameter.getValue());
            }
            json.writeEndObject();
        }
        if (schema.defaultValue() != null) {
            json.writeStringField("default", defaultText(schema.defaultValue()));
        }
        writeParts(json, schema);
        json.writeEndObject();
    }

    private static void writeParts(JsonGenerator json, Schema schema) throws IOException {
        switch (schema.type()) {
            case STRUCT -> {
                json.writeArrayFieldStart("fields");
                for (Field field : schema.fields()) {
                    json.writeStartObject();
                    json.writeStringField("field", field.name());
                    json.writeFieldName("schema");
                    write(json, field.schema());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case MAP -> {
                json.writeFieldName("keys");
                write(json, schema.keySchema());
                json.writeFieldName("values");
                write(json, schema.valueSchema());
            }
            case ARRAY -> {
                json.writeFieldName("values");
                write(json, schema.valueSchema());
            }
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> {}
        }
    }

    private static String defaultText(Object value) {
        try {
            return Base64.getEncoder().encodeToString(ValueBytes.of(value));
        } catch (SealFault impossible) {
            throw new IllegalStateException("a default of no Connect type", impossible);
        }
    }

    private static Schema read(Members of) {
        Schema.Type type = type(of.text("type"));
        SchemaBuilder schema = switch (type) {
            case STRUCT -> fields(of);
            case MAP -> SchemaBuilder.map(part(of, "keys"), part(of, "values"));
            case ARRAY -> SchemaBuilder.array(part(of, "values"));
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> new SchemaBuilder(type);
        };
        if (of.flag("optional", false)) {
            schema.optional();
        }
        of.optionalText("name").ifPresent(schema::name);
        of.number("version", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .ifPresent(version -> schema.version(version.intValue()));
        of.optionalText("doc").ifPresent(schema::doc);
        if (of.any("parameters") instanceof Map<?, ?> parameters) {
            parameters.forEach((name, value) -> schema.parameter(String.valueOf(name), String.valueOf(value)));
        }
        of.optionalText("default").ifPresent(text -> schema.defaultValue(defaultValue(text, schema)));
        return schema.build();
    }

    private static SchemaBuilder fields(Members of) {
        SchemaBuilder struct = SchemaBuilder.struct();
        for (Object element : of.any("fields") instanceof List<?> list ? list : List.of()) {
            Members field = new Members("a field of the schema", element);
            struct.field(field.text("field"), part(field, "schema"));
        }
        return struct;
    }

    private static Schema part(Members of, String name) {
        return read(new Members("a part of the schema", of.any(name)));
    }

    private static @Nullable Object defaultValue(String text, Schema schema) {
        try {
            Object value = ValueBytes.read(Base64.getDecoder().decode(text), schema);
            ConnectSchema.validateValue(schema, value);
            return value;
        } catch (SealFault unreadable) {
            throw new IllegalArgumentException("is no default of the schema", unreadable);
        }
    }
}
