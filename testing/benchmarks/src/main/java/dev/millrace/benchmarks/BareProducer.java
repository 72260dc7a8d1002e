package dev.millrace.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's producer by itself, with the settings that a worker gives the one of a source task. For one thread. */
final class BareProducer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    /**
     * Connects.
     *
     * @param overrides what the connector's configuration says of its producer
     */
    BareProducer(String bootstrapServers, String topic, Map<String, String> overrides) {
        this.topic = topic;
        Map<String, Object> settings = new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                "false",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                "1",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE));
        settings.putAll(overrides);
        this.producer = new KafkaProducer<>(settings);
    }

    /** Records at an even rate; the time from sending to the acknowledgement of each, in nanoseconds. */
    long[] atRate(int count, Pace pace, byte[] value) {
        long[] latencies = new long[count];
        CountDownLatch open = new CountDownLatch(count);
        AtomicReference<Exception> failure = new AtomicReference<>();
        for (int sent = 0; sent < count; sent++) {
            pace.await(sent);
            int number = sent;
            long begun = System.nanoTime();
            Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, value), (place, failed) -> {
                latencies[number] = System.nanoTime() - begun;
                failure.compareAndSet(null, failed);
                open.countDown();
            });
        }
        try {
            boolean all = open.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!all || failure.get() != null) {
                throw new IllegalStateException("the broker did not take every record", failure.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
        return latencies;
    }

    @Override
    public void close() {
        producer.close();
    }
}
