package dev.millrace.feed.format;

import dev.millrace.feed.layout.Column;
import dev.millrace.feed.layout.RecordType;
import dev.millrace.feed.schema.RecordSchema;
import dev.millrace.feed.schema.SchemaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** The schemas of a layout's types of records. */
final class FixedWidthTypes {

    private final Map<String, RecordSchema> schemas = new HashMap<>();

    /**
     * Makes the schemas.
     *
     * @throws ConfigException when a field's type is none
     */
    FixedWidthTypes(FixedWidthSettings settings, SchemaSettings schema) {
        for (RecordType type : settings.layout().types()) {
            if (!type.skipped()) {
                schemas.put(type.name(), schemaOf(settings.layout().name(), type, schema));
            }
        }
    }

    RecordSchema of(RecordType type) {
        RecordSchema schema = schemas.get(type.name());
        if (schema == null) {
            throw new IllegalArgumentException("records of type " + type.name() + " are skipped");
        }
        return schema;
    }

    private static RecordSchema schemaOf(String layout, RecordType type, SchemaSettings settings) {
        StringBuilder fields = new StringBuilder();
        for (Column column : type.columns()) {
            if (!column.name().isEmpty()) {
                String field = column.name() + " " + column.type();
                parse(field, layout, type, column, settings);
                fields.append(fields.isEmpty() ? "" : ",").append(field);
            }
        }
        if (fields.isEmpty()) {
            throw new ConfigException(
                    "fixed-width.layout: the records of type " + type.name() + " have no field with a name; skip them");
        }
        return RecordSchema.parse(fields.toString(), "millrace.layout." + layout + "." + type.name(), settings);
    }

    private static void parse(String field, String layout, RecordType type, Column column, SchemaSettings settings) {
        try {
            RecordSchema unused = RecordSchema.parse(field, layout, settings);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException("fixed-width.layout: field " + column.name() + " of type " + type.name()
                    + " has no known type in 'as': use one such as int64, decimal(12,2) or date 'yyMMdd'");
        }
    }
}
