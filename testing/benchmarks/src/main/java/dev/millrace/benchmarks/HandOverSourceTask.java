package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what the SFTP source makes of the file of {@link Orders}: the same schema and values, the same key, offsets
 * of the same form, polls of the same size. The values are made once; a record and its offset are all that a poll makes.
 */
public final class HandOverSourceTask extends SourceTask {

    /** The default of {@code batch.max.records}. */
    static final int BATCH = 1_000;

    private static final Schema SCHEMA = schema();
    private static final List<Struct> STRUCTS = LongStream.range(0, Orders.CYCLE)
            .mapToObj(HandOverSourceTask::struct)
            .toList();
    private static final List<Integer> LENGTHS = LongStream.range(0, Orders.CYCLE)
            .mapToObj(row -> String.join(",", Orders.values(row)).length() + 1)
            .toList();
    /** As long as that of a running SHA-256 in base64. */
    private static final String DIGEST = "A".repeat(72);

    private Map<String, Object> partition = Map.of();
    private String topic = "";
    private String path = "";
    private String reader = "";
    private long rows;
    private long record;
    private long position;

    @Override
    public String version() {
        return "benchmark";
    }

    @Override
    public void start(Map<String, String> properties) {
        topic = setting(properties, HandOverSourceConnector.TOPIC);
        path = setting(properties, HandOverSourceConnector.PATH);
        rows = Long.parseLong(setting(properties, HandOverSourceConnector.ROWS));
        reader = "utf-8:" + String.join(",", Orders.COLUMNS);
        partition = Map.of("store", "sftp://127.0.0.1:22", "path", path, "size", rows, "modified", 0L);
    }

    @Override
    public @Nullable List<SourceRecord> poll() {
        if (record == rows) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            return null;
        }
        List<SourceRecord> records = new ArrayList<>(BATCH);
        while (record < rows && records.size() < BATCH) {
            records.add(next());
        }
        return records;
    }

    @Override
    public void stop() {
        rows = record;
    }

    private SourceRecord next() {
        int order = (int) (record % Orders.CYCLE);
        record++;
        position += LENGTHS.get(order);
        Map<String, Object> offset = Map.of(
                "position", position,
                "record", record,
                "line", record + 2,
                "state", "reading",
                "reader", reader,
                "digest", DIGEST,
                "malformed", 0L);
        return new SourceRecord(partition, offset, topic, null, Schema.STRING_SCHEMA, path, SCHEMA, STRUCTS.get(order));
    }

    private static Schema schema() {
        SchemaBuilder builder = SchemaBuilder.struct().name("millrace.csv.Row");
        Orders.COLUMNS.forEach(column -> builder.field(column, Schema.OPTIONAL_STRING_SCHEMA));
        return builder.build();
    }

    private static Struct struct(long row) {
        Struct struct = new Struct(SCHEMA);
        List<String> values = Orders.values(row);
        for (int i = 0; i < values.size(); i++) {
            struct.put(Orders.COLUMNS.get(i), values.get(i));
        }
        return struct;
    }

    private static String setting(Map<String, String> properties, String key) {
        String value = properties.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }
}
