package dev.millrace.transforms;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** An order that transforms of whole records are tried on. */
final class AuditSample {

    private static final Schema ITEM = SchemaBuilder.struct()
            .field("sku", Schema.STRING_SCHEMA)
            .field("count", Schema.OPTIONAL_INT32_SCHEMA)
            .build();

    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .version(3)
            .doc("An order")
            .parameter("owner", "sales")
            .field("id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("total", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("items", SchemaBuilder.array(ITEM).optional().build())
            .build();

    private AuditSample() {}

    static Struct order() {
        return new Struct(ORDER)
                .put("id", "A-1")
                .put("total", 12.5)
                .put("note", "please ring twice at the door")
                .put("items", List.of(new Struct(ITEM).put("sku", "x").put("count", 2)));
    }
}
