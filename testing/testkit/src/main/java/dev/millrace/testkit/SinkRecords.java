package dev.millrace.testkit;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records and offsets that a sink gets. */
final class SinkRecords {
    private SinkRecords() {}

    @SuppressWarnings("NullAway") // null keys and values are records like others
    static SinkRecord text(TopicPartition partition, @Nullable String key, @Nullable String value) {
        return new SinkRecord(
                partition.topic(),
                partition.partition(),
                key == null ? null : Schema.STRING_SCHEMA,
                key,
                value == null ? null : Schema.STRING_SCHEMA,
                value,
                0);
    }

    /** The record as it is read at an offset of its partition. */
    static SinkRecord at(SinkRecord record, long offset) {
        return new SinkRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                offset,
                record.timestamp() == null ? offset : record.timestamp(),
                TimestampType.CREATE_TIME,
                record.headers().duplicate());
    }

    static Map<TopicPartition, OffsetAndMetadata> metadata(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> result = new HashMap<>();
        offsets.forEach((partition, offset) -> result.put(partition, new OffsetAndMetadata(offset)));
        return result;
    }
}
