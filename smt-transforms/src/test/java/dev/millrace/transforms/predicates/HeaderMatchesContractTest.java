package dev.millrace.transforms.predicates;

import dev.millrace.testkit.PredicateContract;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

class HeaderMatchesContractTest extends PredicateContract {

    private static final Schema SCHEMA =
            SchemaBuilder.struct().field("id", Schema.OPTIONAL_STRING_SCHEMA).build();

    @Override
    protected <R extends ConnectRecord<R>> Predicate<R> predicate() {
        return new HeaderMatches<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("name", "trace", "regex", "^t-");
    }

    @Override
    protected Struct struct() {
        return new Struct(SCHEMA).put("id", "o-1");
    }

    @Override
    protected SourceRecord other() {
        return new SourceRecord(Map.of(), Map.of(), "orders", null, null, Map.of("id", "o-1"));
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("regex", "[", "occurrence", "first");
    }
}
