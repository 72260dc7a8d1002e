package dev.millrace.transforms.predicates;

import dev.millrace.testkit.PredicateContract;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

class SampledInTest extends PredicateContract {

    @Override
    protected <R extends ConnectRecord<R>> Predicate<R> predicate() {
        return new SampledIn<>();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("rate", "0.9", "by", "$key");
    }

    @Override
    protected Struct struct() {
        return PredicateSample.order();
    }

    /** The first of keys like the sample's that is not in the sample. */
    @Override
    protected SourceRecord other() {
        SampledIn<SourceRecord> sampled = new SampledIn<>();
        sampled.configure(configuration());
        SourceRecord next = record(null, null);
        for (int number = 2; sampled.test(next); number++) {
            next = next.newRecord(next.topic(), 0, next.keySchema(), "k-" + number, null, null, null);
        }
        return next;
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("rate", "1.5", "by", "a[*]");
    }
}
