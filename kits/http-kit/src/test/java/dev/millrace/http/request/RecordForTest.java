package dev.millrace.http.request;

import dev.millrace.kit.path.RecordPlaces;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records that requests are made from, and their places. */
final class RecordForTest {

    static final Places<SinkRecord> PLACES = name -> {
        Function<ConnectRecord<?>, Optional<SchemaAndValue>> reader = RecordPlaces.bind(name);
        return record -> reader.apply(record).map(found -> found);
    };

    private RecordForTest() {}

    static SinkRecord of(Object value) {
        return of("k1", null, value, new ConnectHeaders());
    }

    /** The record 7 of partition 2 of the topic orders, of 2026-01-02T03:04:05.678Z. */
    static SinkRecord of(Object key, @Nullable Schema schema, Object value, ConnectHeaders headers) {
        return new SinkRecord(
                "orders", 2, null, key, schema, value, 7, 1_767_323_045_678L, TimestampType.CREATE_TIME, headers);
    }
}
