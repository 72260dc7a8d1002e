package dev.millrace.transforms.shape;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The sample of the contracts: an order with optional parts, nested parts and a list. */
final class Orders {

    private static final Schema ADDRESS = SchemaBuilder.struct()
            .name("Address")
            .field("city", Schema.OPTIONAL_STRING_SCHEMA)
            .field("zip", Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    private static final Schema LINE = SchemaBuilder.struct()
            .field("sku", Schema.OPTIONAL_STRING_SCHEMA)
            .field("qty", Schema.OPTIONAL_INT32_SCHEMA)
            .optional()
            .build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .version(2)
            .doc("An order.")
            .parameter("team", "sales")
            .field("id", Schema.STRING_SCHEMA)
            .field("amount", Schema.OPTIONAL_INT32_SCHEMA)
            .field("country", Schema.OPTIONAL_STRING_SCHEMA)
            .field("address", ADDRESS)
            .field("lines", SchemaBuilder.array(LINE).optional().build())
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private Orders() {}

    static Struct order() {
        return new Struct(ORDER)
                .put("id", "o-1")
                .put("amount", 1500)
                .put("country", "DE")
                .put("address", new Struct(ADDRESS).put("city", "Ulm").put("zip", "89073"))
                .put(
                        "lines",
                        List.of(
                                new Struct(LINE).put("sku", "A").put("qty", 1),
                                new Struct(LINE).put("sku", "B").put("qty", 2)))
                .put("note", "fragile");
    }
}
