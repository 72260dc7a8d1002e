package dev.millrace.rest;

import dev.millrace.kit.ConnectJson;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Which records wait for each other. */
enum Ordering {
    /** Records of one topic and key; those without a key as by {@link #PARTITION}. */
    KEY {
        @Override
        Object laneOf(SinkRecord record) {
            Object key = comparable(record);
            return key == null ? PARTITION.laneOf(record) : new KeyLane(record.topic(), key);
        }
    },
    /** Records of one partition of the topic they were read from. */
    PARTITION {
        @Override
        Object laneOf(SinkRecord record) {
            return new PartitionLane(record.originalTopic(), record.originalKafkaPartition());
        }
    },
    /** None: each record goes when it can. */
    NONE {
        @Override
        Object laneOf(SinkRecord record) {
            return new Object();
        }
    };

    private record KeyLane(String topic, Object key) {}

    private record PartitionLane(String topic, int partition) {}

    /** What names the record's lane, by {@code equals}. */
    abstract Object laneOf(SinkRecord record);

    /** The key in a form whose equals compares content: arrays, and what may hold them, compare by identity. */
    private static @Nullable Object comparable(SinkRecord record) {
        Object key = record.key();
        if (key instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        return key instanceof Map || key instanceof List ? ConnectJson.text(record.keySchema(), key) : key;
    }
}
