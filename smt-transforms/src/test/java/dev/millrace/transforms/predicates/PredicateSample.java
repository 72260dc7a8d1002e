package dev.millrace.transforms.predicates;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** An order that predicates of whole records are tried on. */
final class PredicateSample {

    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .field("id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                    "tags",
                    SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .build();

    private PredicateSample() {}

    static Struct order() {
        return new Struct(ORDER)
                .put("id", "A-1")
                .put("note", "please ring twice")
                .put("tags", List.of("new"));
    }
}
