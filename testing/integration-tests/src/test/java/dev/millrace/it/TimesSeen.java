package dev.millrace.it;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Writes into a header how often it has seen a record's key: what any transform with a memory sees when a worker tries again.
 *
 * @param <R> the kind of record
 */
public final class TimesSeen<R extends ConnectRecord<R>> implements Transformation<R> {

    static final String HEADER = "times.seen";

    private final Map<Object, Integer> seen = new ConcurrentHashMap<>();

    @Override
    public R apply(R record) {
        Headers headers =
                record.headers().duplicate().addString(HEADER, "x" + seen.merge(record.key(), 1, Integer::sum));
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                headers);
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> properties) {
        // Nothing to configure.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
