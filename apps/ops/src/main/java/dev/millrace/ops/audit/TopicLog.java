package dev.millrace.ops.audit;

import dev.millrace.ops.CommandFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Topics in Kafka, of which committed records are read. Keeps a part of each partition in memory, to put them in the order of
 * their times.
 */
final class TopicLog implements EvidenceLog {

    private static final int AHEAD = 500;
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Extent> extents = new LinkedHashMap<>();

    /** @throws CommandFailure when Kafka does not answer, or has no such topic */
    TopicLog(Map<String, Object> client, List<String> topics) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AHEAD);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try {
            consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException refused) {
            throw CommandFailure.usage(
                    "these settings of Kafka's clients can't be used: " + refused.getMessage(), refused);
        }
        try {
            topics.stream().distinct().forEach(this::look);
        } catch (KafkaException failed) {
            consumer.close();
            throw unreachable(failed);
        } catch (CommandFailure failed) {
            consumer.close();
            throw failed;
        }
    }

    private void look(String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw CommandFailure.usage(
                    "Kafka has no topic " + topic + " that this user may read; name one that is there");
        }
        List<TopicPartition> named = partitions.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(named);
        consumer.endOffsets(named)
                .forEach((partition, end) ->
                        extents.put(partition, new Extent(starts.getOrDefault(partition, 0L), end)));
    }

    private static CommandFailure unreachable(KafkaException failed) {
        return CommandFailure.unreachable(
                "Kafka does not answer, or refuses to: " + failed.getMessage()
                        + "; see --bootstrap-server and --kafka-config",
                failed);
    }

    @Override
    public Map<TopicPartition, Extent> extents() {
        return Map.copyOf(extents);
    }

    @Override
    public void read(Map<TopicPartition, Long> from, Reader reader) {
        Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> open =
                new TreeMap<>(Comparator.comparing(TopicPartition::toString));
        try {
            consumer.assign(extents.keySet());
            extents.forEach((partition, extent) -> {
                consumer.seek(partition, Math.max(extent.start(), from.getOrDefault(partition, extent.start())));
                open.put(partition, new ArrayDeque<>());
            });
            long progressed = System.nanoTime();
            while (!open.isEmpty()) {
                handOver(open, reader);
                if (fetch(open)) {
                    progressed = System.nanoTime();
                } else if (!open.isEmpty() && System.nanoTime() - progressed > PATIENCE.toNanos()) {
                    throw CommandFailure.incomplete("Kafka gave nothing for " + PATIENCE.toSeconds()
                            + " s, though there is more in " + open.keySet() + "; try again");
                }
            }
        } catch (KafkaException failed) {
            throw unreachable(failed);
        }
    }

    /** Hands over what nothing older can come before any more. */
    private void handOver(Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> open, Reader reader) {
        while (true) {
            ConsumerRecord<byte[], byte[]> oldest = null;
            var each = open.entrySet().iterator();
            while (each.hasNext()) {
                var entry = each.next();
                ConsumerRecord<byte[], byte[]> head = entry.getValue().peek();
                if (head == null) {
                    if (consumer.position(entry.getKey()) < end(entry.getKey())) {
                        return;
                    }
                    each.remove();
                } else if (oldest == null || head.timestamp() < oldest.timestamp()) {
                    oldest = head;
                }
            }
            if (oldest == null) {
                return;
            }
            Queue<ConsumerRecord<byte[], byte[]>> queue =
                    open.get(new TopicPartition(oldest.topic(), oldest.partition()));
            if (queue != null) {
                queue.remove();
            }
            reader.accept(oldest);
        }
    }

    private boolean fetch(Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> open) {
        Collection<TopicPartition> waiting = extents.keySet().stream()
                .filter(partition -> !isWanted(open, partition))
                .toList();
        consumer.resume(consumer.paused());
        consumer.pause(waiting);
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            Queue<ConsumerRecord<byte[], byte[]>> queue = open.get(partition);
            if (queue != null && record.offset() < end(partition)) {
                queue.add(record);
            }
            any = true;
        }
        return any;
    }

    private boolean isWanted(
            Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> open, TopicPartition partition) {
        Queue<ConsumerRecord<byte[], byte[]>> queue = open.get(partition);
        return queue != null && queue.size() < AHEAD && consumer.position(partition) < end(partition);
    }

    private long end(TopicPartition partition) {
        Extent extent = extents.get(partition);
        return extent == null ? 0 : extent.end();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
