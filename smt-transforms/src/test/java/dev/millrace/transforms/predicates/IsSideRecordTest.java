package dev.millrace.transforms.predicates;

import dev.millrace.testkit.PredicateContract;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

class IsSideRecordTest extends PredicateContract {

    @Override
    protected <R extends ConnectRecord<R>> Predicate<R> predicate() {
        return new IsSideRecord<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("kinds", "audit,session");
    }

    @Override
    protected Struct struct() {
        return PredicateSample.order();
    }

    @Override
    protected SourceRecord record(@Nullable Schema schema, @Nullable Object value) {
        SourceRecord record = super.record(schema, value);
        record.headers().addString("millrace.kind", "audit");
        return record;
    }

    @Override
    protected SourceRecord other() {
        return super.record(null, "data");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("kinds", "audits");
    }
}
