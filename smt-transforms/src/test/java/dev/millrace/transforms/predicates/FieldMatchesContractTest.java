package dev.millrace.transforms.predicates;

import dev.millrace.testkit.PredicateContract;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

class FieldMatchesContractTest extends PredicateContract {

    private static final Schema ADDRESS = SchemaBuilder.struct()
            .field("cc", Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    private static final Schema CUSTOMER = SchemaBuilder.struct()
            .field("age", Schema.OPTIONAL_INT32_SCHEMA)
            .field("address", ADDRESS)
            .field(
                    "tags",
                    SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .build();

    @Override
    protected <R extends ConnectRecord<R>> Predicate<R> predicate() {
        return new FieldMatches<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "expression", "age > 5 and address.cc ~ '^D' and tags[*] == 'x' and $key == 'k-1'", "strict", "true");
    }

    @Override
    protected Struct struct() {
        return new Struct(CUSTOMER)
                .put("age", 40)
                .put("address", new Struct(ADDRESS).put("cc", "DE"))
                .put("tags", List.of("y", "x"));
    }

    @Override
    protected SourceRecord other() {
        return record(null, Map.of("age", 3));
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("expression", "age >> 5", "strict", "perhaps");
    }
}
