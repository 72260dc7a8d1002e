package dev.millrace.transforms.document;

import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;

/** Schemas made of others. */
final class Schemas {

    private Schemas() {}

    /** The same schema for a place that may, or may not, be without a value. */
    static Schema optional(Schema schema, boolean optional) {
        if (schema.isOptional() == optional) {
            return schema;
        }
        Schema.Type type = schema.type();
        return new ConnectSchema(
                type,
                optional,
                schema.defaultValue(),
                schema.name(),
                schema.version(),
                schema.doc(),
                schema.parameters(),
                type == Schema.Type.STRUCT ? schema.fields() : null,
                type == Schema.Type.MAP ? schema.keySchema() : null,
                type == Schema.Type.MAP || type == Schema.Type.ARRAY ? schema.valueSchema() : null);
    }
}
