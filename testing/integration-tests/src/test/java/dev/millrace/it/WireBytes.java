package dev.millrace.it;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies in a broker as it lies there: every topic, internal ones too, and what aborted transactions left. */
final class WireBytes {

    private WireBytes() {}

    /** The topics of which a record holds this text in its key, its value or its headers. */
    static List<String> topicsWith(String bootstrapServers, String text) {
        TreeSet<String> found = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics()
                    .forEach((topic, infos) ->
                            infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition()))));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (holds(record, text)) {
                        found.add(record.topic());
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /** The names of all topics. */
    static Set<String> topics(String bootstrapServers) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            return Set.copyOf(consumer.listTopics().keySet());
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_uncommitted",
                        "exclude.internal.topics", "false",
                        "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static boolean holds(ConsumerRecord<byte[], byte[]> record, String text) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(record.key());
        parts.add(record.value());
        record.headers().forEach(header -> parts.add(header.value()));
        return parts.stream()
                .anyMatch(part -> part != null && new String(part, StandardCharsets.ISO_8859_1).contains(text));
    }
}
