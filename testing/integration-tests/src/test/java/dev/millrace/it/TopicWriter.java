package dev.millrace.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes records to the shared broker, or another one. What it was given is there when {@link #flush} or {@link #close} returned, or these fail:
 * a test that waits for a record which was never written would blame whoever was to deliver it.
 */
final class TopicWriter implements AutoCloseable {

    private final KafkaProducer<String, String> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    TopicWriter() {
        this(Map.of());
    }

    /** @param more settings of the producer; its bootstrap.servers is another broker than the shared one */
    TopicWriter(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        if (!more.containsKey(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            settings.put(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, Platform.broker().bootstrapServers());
        }
        // The leader of a new partition may not know of it yet. With more requests in flight it can take the second
        // batch where it did not take the first, which is then out of sequence until its time is over, two minutes
        // later (KAFKA-14359).
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    KafkaProducer<String, String> producer() {
        return producer;
    }

    TopicWriter write(String topic, String key, String value) {
        return write(new ProducerRecord<>(topic, key, value));
    }

    TopicWriter write(ProducerRecord<String, String> record) {
        sent.add(producer.send(record));
        return this;
    }

    /** Waits until the broker has all. */
    void flush() {
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            try {
                RecordMetadata unused = one.get();
            } catch (ExecutionException lost) {
                throw new IllegalStateException("the broker did not take what the test wrote", lost.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while writing", interrupted);
            }
        }
        sent.clear();
    }

    @Override
    public void close() {
        try {
            flush();
        } finally {
            producer.close();
        }
    }
}
