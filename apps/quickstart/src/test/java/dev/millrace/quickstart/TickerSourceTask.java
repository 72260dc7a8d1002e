package dev.millrace.quickstart;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Hands over the next number with every poll, going on where the stored offset ends. */
public final class TickerSourceTask extends SourceTask {
    private static final Map<String, String> PARTITION = Map.of("ticker", "one");

    private String topic = "";
    private long next;

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public void start(Map<String, String> properties) {
        String refusal = properties.getOrDefault("refusal", "");
        if (!refusal.isEmpty()) {
            throw new ConnectException(refusal);
        }
        topic = properties.getOrDefault("topic", "");
        Map<String, Object> offset = context.offsetStorageReader().offset(PARTITION);
        next = offset == null ? 0 : (Long) offset.getOrDefault("next", 0L);
    }

    @Override
    public List<SourceRecord> poll() {
        next++;
        return List.of(new SourceRecord(PARTITION, Map.of("next", next), topic, Schema.INT64_SCHEMA, next));
    }

    @Override
    public void stop() {}
}
