package dev.millrace.ops.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A topic of audit events in one partition, for one consumer. */
final class AuditTopic {

    private final String topic;
    private final TopicPartition partition;
    private final TimedConsumer consumer = new TimedConsumer();
    private final Map<Long, Long> times = new HashMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> ahead = new ArrayList<>();
    private long end;

    AuditTopic(String topic) {
        this.topic = topic;
        this.partition = new TopicPartition(topic, 0);
        consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
    }

    /** Kafka's own stand-in, which finds no offsets by time. */
    private final class TimedConsumer extends MockConsumer<byte[], byte[]> {

        TimedConsumer() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> asked, Duration timeout) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            long from = asked.getOrDefault(partition, 0L);
            times.entrySet().stream()
                    .filter(time -> time.getValue() >= from)
                    .map(Map.Entry::getKey)
                    .min(Long::compare)
                    .ifPresent(offset ->
                            found.put(partition, new OffsetAndTimestamp(offset, times.getOrDefault(offset, 0L))));
            return found;
        }
    }

    void add(String connector, String step, String subject, String time) {
        String event = """
                {"chainId": "c", "seq": %d, "prevHash": "", "action": "RECEIVE", "connector": "%s", "time": "%s",
                 "step": "%s", "subject": "%s", "outcome": "success"}""".formatted(end, connector, time, step, subject);
        ahead.add(new ConsumerRecord<>(topic, 0, end, new byte[0], event.getBytes(StandardCharsets.UTF_8)));
        times.put(end, Instant.parse(time).toEpochMilli());
        end++;
        consumer.updateEndOffsets(Map.of(partition, end));
        // A record can be given to a consumer only that has been assigned.
        consumer.schedulePollTask(() -> {
            ahead.forEach(consumer::addRecord);
            ahead.clear();
        });
    }

    Consumer<byte[], byte[]> consumer() {
        return consumer;
    }
}
