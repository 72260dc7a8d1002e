package dev.millrace.webhook;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log as a Kafka topic: the key of a record is that of the event, its timestamp says when Kafka had it, its value is empty.
 */
final class DedupTopicClients implements DedupTopicLog {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final byte[] NOTHING = {};

    private final DedupTopicSettings settings;
    private final DedupTopicMaker maker;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private List<TopicPartition> partitions = List.of();

    private DedupTopicClients(
            DedupTopicSettings settings,
            Duration window,
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer) {
        this.settings = settings;
        this.maker = new DedupTopicMaker(settings, window);
        this.consumer = consumer;
        this.producer = producer;
    }

    /**
     * Makes the clients; they connect when they are used.
     *
     * @throws ConnectorFailure MISCONFIGURED when their settings are no settings of clients
     */
    static DedupTopicClients of(DedupTopicSettings settings, Duration window) {
        Map<String, Object> reading = new HashMap<>(settings.client());
        reading.keySet().removeAll(List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        Map<String, Object> writing = new HashMap<>(settings.client());
        writing.keySet().remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        writing.put(ProducerConfig.ACKS_CONFIG, "all");
        // An answer waits for the id: half a second at most, so what takes longer need not be kept for long.
        writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // With more, a partition that has just got its leader can take the second batch where it did not take the
        // first: that one, and all behind it, is out of sequence until its time is over (KAFKA-14359).
        writing.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        try {
            KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            try {
                return new DedupTopicClients(
                        settings,
                        window,
                        consumer,
                        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer()));
            } catch (KafkaException wrong) {
                consumer.close(Duration.ZERO);
                throw wrong;
            }
        } catch (KafkaException wrong) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "dedup-topic-client",
                    "the clients of " + settings.topic() + " can't be made from the options with the prefix "
                            + DedupTopicSettings.PREFIX + ": correct them",
                    wrong);
        }
    }

    @Override
    public void open(long sinceMillis) {
        maker.makeIfMissing();
        List<TopicPartition> found = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(settings.topic(), PATIENCE)) {
            found.add(new TopicPartition(partition.topic(), partition.partition()));
        }
        if (found.isEmpty()) {
            throw new KafkaException("topic " + settings.topic() + " has no partitions yet");
        }
        partitions = List.copyOf(found);
        consumer.assign(partitions);
        Map<TopicPartition, Long> times = partitions.stream().collect(Collectors.toMap(one -> one, one -> sinceMillis));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times, PATIENCE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            consumer.seek(
                    partition,
                    Optional.ofNullable(starts.get(partition))
                            .map(OffsetAndTimestamp::offset)
                            .orElse(end));
        }
    }

    @Override
    public List<SeenEvent> poll(Duration timeout) {
        List<SeenEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            if (record.key() != null && record.key().length == EventKey.BYTES) {
                events.add(new SeenEvent(EventKey.read(ByteBuffer.wrap(record.key())), record.timestamp()));
            }
        }
        return events;
    }

    @Override
    public boolean isAtEnd(Duration timeout) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
        return partitions.stream()
                .allMatch(partition -> consumer.position(partition, timeout) >= ends.getOrDefault(partition, 0L));
    }

    @Override
    public CompletionStage<Void> append(SeenEvent event) {
        ByteBuffer key = ByteBuffer.allocate(EventKey.BYTES);
        event.key().write(key);
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(settings.topic(), null, event.atMillis(), key.array(), NOTHING),
                (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged.complete(null);
                    } else {
                        acknowledged.completeExceptionally(failure);
                    }
                });
        return acknowledged;
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        producer.close(FAREWELL);
        consumer.close(FAREWELL);
    }
}
