package dev.millrace.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A dead letter queue of one partition, with the headers that Kafka Connect adds. */
record LetterTopic(String bootstrapServers, String name) {

    private static final int VALUE_LENGTH = 240;
    private static final String CONNECT = "__connect.errors.";

    /** Writes records that were read from a topic of so many partitions, in turns. */
    void fill(int records, int partitions) {
        create(name);
        byte[] value = "x".repeat(VALUE_LENGTH).getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int number = 0; number < records; number++) {
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                        name,
                        null,
                        ("k" + number).getBytes(StandardCharsets.UTF_8),
                        value,
                        headers(number % partitions, number / partitions)));
            }
        }
    }

    private static List<Header> headers(int partition, int offset) {
        return List.of(
                header("topic", "orders"),
                header("partition", Integer.toString(partition)),
                header("offset", Integer.toString(offset)),
                header("connector.name", "orders-sink"),
                header("task.id", "0"),
                header("stage", "TASK_PUT"),
                header("class.name", "org.apache.kafka.connect.sink.SinkTask"),
                header("exception.class.name", "org.apache.kafka.connect.errors.DataException"),
                header("exception.message", "the receiver answered 422 for 'o" + offset + "'"));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(CONNECT + name, value.getBytes(StandardCharsets.UTF_8));
    }

    void create(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException refused) {
            throw new IllegalStateException("the topic " + topic + " can't be made", refused);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", told);
        }
    }

    /** Copies all of it to a new topic; how many records these were. */
    long copyTo(String topic) {
        create(topic);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = producer()) {
            TopicPartition partition = new TopicPartition(name, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    sent.add(producer.send(new ProducerRecord<>(
                            topic, null, record.timestamp(), record.key(), record.value(), record.headers())));
                }
            }
            for (Future<RecordMetadata> one : sent) {
                RecordMetadata unused = one.get();
            }
            return sent.size();
        } catch (ExecutionException refused) {
            throw new IllegalStateException("the broker did not take every record", refused);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", told);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "5", "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
