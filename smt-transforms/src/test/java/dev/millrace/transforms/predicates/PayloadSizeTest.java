package dev.millrace.transforms.predicates;

import dev.millrace.testkit.PredicateContract;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

class PayloadSizeTest extends PredicateContract {

    @Override
    protected <R extends ConnectRecord<R>> Predicate<R> predicate() {
        return new PayloadSize<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("larger.than.bytes", "20");
    }

    @Override
    protected Struct struct() {
        return PredicateSample.order();
    }

    @Override
    protected SourceRecord other() {
        return record(null, List.of("short"));
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("larger.than.bytes", "-1", "path", "a..b");
    }
}
