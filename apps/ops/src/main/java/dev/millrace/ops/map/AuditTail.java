package dev.millrace.ops.map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.audit.EventText;
import dev.millrace.ops.kafka.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The newest audit events of a connector, from the last records of each partition of its audit topic. */
public final class AuditTail {

    /** Of a partition; the events of several connectors may share a topic. */
    public static final int RECORDS = 500;

    private static final int SHOWN = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration WAIT = Duration.ofMillis(200);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Clock clock;

    /** @param consumers makes one, which is closed when the topic was read */
    public AuditTail(Supplier<Consumer<byte[], byte[]>> consumers, Clock clock) {
        this.consumers = consumers;
        this.clock = clock;
    }

    /**
     * The newest first; none where the topic is not there yet.
     *
     * @throws CommandFailure when Kafka refuses, or does not give the records in time
     */
    public List<AuditRow> of(String topic, String connector) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<JsonNode> events = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : tail(consumer, topic)) {
                EventText.fields(record.value())
                        .filter(fields -> EventText.isOne(fields)
                                && fields.path("connector").asText().equals(connector))
                        .ifPresent(events::add);
            }
            return events.stream()
                    .map(AuditRow::of)
                    .sorted(Comparator.comparing(AuditRow::time).reversed())
                    .limit(SHOWN)
                    .toList();
        } catch (KafkaException refused) {
            throw KafkaClients.failure("audit topic " + topic, refused);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> tail(Consumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic, PATIENCE);
        if (infos == null || infos.isEmpty()) {
            return List.of();
        }
        List<TopicPartition> partitions = infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> open = new HashMap<>(consumer.endOffsets(partitions, PATIENCE));
        consumer.assign(partitions);
        open.forEach((partition, end) ->
                consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - RECORDS)));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Instant deadline = clock.instant().plus(PATIENCE);
        while (open.entrySet().removeIf(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue())
                || !open.isEmpty()) {
            if (clock.instant().isAfter(deadline)) {
                throw CommandFailure.incomplete("Kafka did not give the end of " + topic + " within "
                        + PATIENCE.toSeconds() + " s; load the page anew.");
            }
            consumer.poll(WAIT).forEach(records::add);
        }
        return records;
    }
}
