package dev.millrace.ops.kafka;

import dev.millrace.ops.CommandFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of a topic: of each partition the offsets from one to another, which is not in it any more.
 *
 * @param from by partition
 * @param to by partition, the same ones
 */
public record TopicSpan(String topic, SortedMap<Integer, Long> from, SortedMap<Integer, Long> to) {

    /** A partition that gives nothing for so long is out of reach. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    public TopicSpan {
        if (!from.keySet().equals(to.keySet())) {
            throw new IllegalArgumentException("partitions differ: " + from.keySet() + " and " + to.keySet());
        }
        from = new TreeMap<>(from);
        to = new TreeMap<>(to);
    }

    /** All that the topic holds now. */
    public static TopicSpan all(Consumer<?, ?> consumer, String topic) {
        try {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            if (infos == null || infos.isEmpty()) {
                throw CommandFailure.usage("there is no topic " + topic);
            }
            List<TopicPartition> partitions = infos.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return new TopicSpan(
                    topic, byNumber(consumer.beginningOffsets(partitions)), byNumber(consumer.endOffsets(partitions)));
        } catch (KafkaException refused) {
            throw KafkaClients.failure("topic " + topic, refused);
        }
    }

    private static SortedMap<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        SortedMap<Integer, Long> sorted = new TreeMap<>();
        offsets.forEach((partition, offset) -> sorted.put(partition.partition(), offset));
        return sorted;
    }

    /** How many offsets; an upper bound of how many records. */
    public long size() {
        return to.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - from.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** The part of it behind these offsets. */
    public TopicSpan after(Map<Integer, Long> offsets) {
        SortedMap<Integer, Long> later = new TreeMap<>(from);
        offsets.forEach(
                (partition, offset) -> later.computeIfPresent(partition, (p, begin) -> Math.max(begin, offset)));
        return new TopicSpan(topic, later, to);
    }

    /** The part of it before these offsets. */
    public TopicSpan before(Map<Integer, Long> offsets) {
        SortedMap<Integer, Long> earlier = new TreeMap<>(to);
        offsets.forEach((partition, offset) -> earlier.computeIfPresent(partition, (p, end) -> Math.min(end, offset)));
        return new TopicSpan(topic, from, earlier);
    }

    /**
     * Reads it until its end, or until the visitor has enough.
     *
     * @param visitor answers whether it wants more
     * @return whether all was read
     * @throws CommandFailure when Kafka gives nothing for a minute
     */
    public boolean read(Consumer<byte[], byte[]> consumer, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        Collection<TopicPartition> open = from.keySet().stream()
                .filter(partition -> start(partition) < end(partition))
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
        try {
            consumer.assign(open);
            open.forEach(partition -> consumer.seek(partition, start(partition.partition())));
            long progress = System.nanoTime();
            while (open.stream().anyMatch(partition -> consumer.position(partition) < end(partition.partition()))) {
                boolean any = false;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    any = true;
                    if (record.offset() < end(record.partition()) && !visitor.test(record)) {
                        return false;
                    }
                }
                progress = any ? System.nanoTime() : progress;
                if (System.nanoTime() - progress > IDLE.toNanos()) {
                    throw CommandFailure.unreachable("Kafka gives no records of " + topic + " for " + IDLE.toSeconds()
                            + " s, though there are some");
                }
            }
            return true;
        } catch (KafkaException refused) {
            throw KafkaClients.failure("records of " + topic, refused);
        }
    }

    private long start(int partition) {
        return from.getOrDefault(partition, 0L);
    }

    private long end(int partition) {
        return to.getOrDefault(partition, 0L);
    }
}
