package dev.millrace.ops.preview;

import dev.millrace.feed.format.Position;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a record was read; the words are those of {@link RecordReport}.
 *
 * @param offset null for a record of Kafka
 * @param line null for a record of Kafka
 */
record SamplePlace(
        String source,
        long number,
        @Nullable Long offset,
        @Nullable Long line) {

    static SamplePlace of(String source, Position start) {
        return new SamplePlace(source, start.record(), start.offset(), start.line());
    }

    static SamplePlace of(ConsumerRecord<?, ?> record) {
        return new SamplePlace(record.topic() + "-" + record.partition(), record.offset(), null, null);
    }
}
