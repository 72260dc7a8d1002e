package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what the database source makes of {@link OrdersTable}: the same schemas, keys and values, offsets of the same form,
 * polls of the same size. Keys and values are made once for the first {@value Orders#CYCLE} rows and come again and again; a
 * record and its offset are all that a poll makes.
 */
public final class TableHandOverTask extends SourceTask {

    /** The default of {@code batch.max.records}. */
    static final int BATCH = 1_000;

    private static final Map<String, String> PARTITION = Map.of("table", OrdersTable.NAME);
    private static final Schema KEY = SchemaBuilder.struct()
            .name(OrdersTable.NAME + ".Key")
            .field(OrdersTable.KEY, Schema.INT64_SCHEMA)
            .build();
    private static final Schema VALUE = valueSchema();
    private static final List<Struct> KEYS =
            IntStream.range(0, Orders.CYCLE).mapToObj(TableHandOverTask::key).toList();
    private static final List<Struct> VALUES =
            IntStream.range(0, Orders.CYCLE).mapToObj(TableHandOverTask::value).toList();

    private String topic = "";
    private long rows;
    private long row;

    @Override
    public String version() {
        return "benchmark";
    }

    @Override
    public void start(Map<String, String> properties) {
        topic = properties.getOrDefault(TableHandOverConnector.TOPIC, "");
        rows = Long.parseLong(properties.getOrDefault(TableHandOverConnector.ROWS, "0"));
    }

    @Override
    public @Nullable List<SourceRecord> poll() {
        if (row == rows) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            return null;
        }
        List<SourceRecord> records = new ArrayList<>(BATCH);
        while (row < rows && records.size() < BATCH) {
            records.add(next());
        }
        return records;
    }

    @Override
    public void stop() {
        rows = row;
    }

    private SourceRecord next() {
        int order = (int) (row % Orders.CYCLE);
        Map<String, Object> offset = Map.of(OrdersTable.KEY, OrdersTable.FIRST + row);
        row++;
        return new SourceRecord(PARTITION, offset, topic, null, KEY, KEYS.get(order), VALUE, VALUES.get(order));
    }

    private static Schema valueSchema() {
        SchemaBuilder builder =
                SchemaBuilder.struct().name(OrdersTable.NAME + ".Value").field(OrdersTable.KEY, Schema.INT64_SCHEMA);
        Orders.COLUMNS.forEach(column -> builder.field(column, Schema.STRING_SCHEMA));
        return builder.build();
    }

    private static Struct key(int order) {
        return new Struct(KEY).put(OrdersTable.KEY, OrdersTable.FIRST + order);
    }

    private static Struct value(int order) {
        Struct struct = new Struct(VALUE).put(OrdersTable.KEY, OrdersTable.FIRST + order);
        List<String> values = Orders.values(order);
        for (int column = 0; column < values.size(); column++) {
            struct.put(Orders.COLUMNS.get(column), values.get(column));
        }
        return struct;
    }
}
