package dev.millrace.feed.format;

import dev.millrace.feed.layout.Column;
import dev.millrace.feed.layout.RecordType;
import dev.millrace.feed.schema.RecordSchema;
import dev.millrace.feed.schema.SchemaMode;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.feed.schema.Unfit;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** The schemas of a layout's types of records. */
final class FixedWidthTypes {

    private final Map<String, RecordSchema> schemas = new HashMap<>();
    private final boolean texts;

    /**
     * Makes the schemas.
     *
     * @throws ConfigException when a field's type is none
     */
    FixedWidthTypes(FixedWidthSettings settings, SchemaSettings schema) {
        this.texts = schema.mode() == SchemaMode.DECLARED || schema.mode() == SchemaMode.SAMPLED;
        for (RecordType type : settings.layout().types()) {
            if (!type.skipped()) {
                schemas.put(type.name(), schemaOf(settings, type, schema));
            }
        }
    }

    /** What a record is: texts where a schema from elsewhere makes values of them, else values of the layout's types. */
    Read.Value value(
            RecordType type, Map<String, String> fields, @Nullable Headers headers, Position start, Position end)
            throws Unfit {
        if (texts) {
            return new Read.Value(null, fields, headers, start, end);
        }
        RecordSchema schema = of(type);
        return new Read.Value(schema.schema(), schema.row(fields), headers, start, end);
    }

    private RecordSchema of(RecordType type) {
        RecordSchema schema = schemas.get(type.name());
        if (schema == null) {
            throw new IllegalArgumentException("records of type " + type.name() + " are skipped");
        }
        return schema;
    }

    private static RecordSchema schemaOf(FixedWidthSettings settings, RecordType type, SchemaSettings schema) {
        String layout = settings.layout().name();
        StringBuilder fields = new StringBuilder();
        for (Column column : type.columns()) {
            if (!column.name().isEmpty()) {
                String field = column.name() + " " + column.type();
                parse(field, settings, type, column, schema);
                fields.append(fields.isEmpty() ? "" : ",").append(field);
            }
        }
        if (fields.isEmpty()) {
            throw new ConfigException(settings.layoutKey() + ": the records of type " + type.name()
                    + " have no field with a name; skip them");
        }
        return RecordSchema.parse(fields.toString(), "millrace.layout." + layout + "." + type.name(), schema);
    }

    private static void parse(
            String field, FixedWidthSettings settings, RecordType type, Column column, SchemaSettings schema) {
        try {
            RecordSchema unused = RecordSchema.parse(field, settings.layout().name(), schema);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(settings.layoutKey() + ": field " + column.name() + " of type " + type.name()
                    + " has no known type in 'as': use one such as int64, decimal(12,2) or date 'yyMMdd'");
        }
    }
}
