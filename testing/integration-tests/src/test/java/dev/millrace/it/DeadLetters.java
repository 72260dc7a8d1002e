package dev.millrace.it;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A dead letter queue on the shared broker, with records as the DeadLetterQueueReporter of Kafka Connect writes them, and the
 * topics around it.
 */
record DeadLetters(String orders, String topic, String retry, String audit) implements AutoCloseable {

    static final String CONNECTOR = "orders-sink";
    private static final String CONNECT = "__connect.errors.";

    /** Empty topics, of names that nobody else has. */
    static DeadLetters create() {
        String orders = Platform.name("orders");
        DeadLetters made = new DeadLetters(orders, orders + ".dlq", orders + ".retry." + CONNECTOR, orders + ".audit");
        try (Admin admin = admin()) {
            admin.createTopics(Stream.of(orders, made.topic, made.retry, made.audit, made.parked())
                            // The records have the time of their originals, years ago.
                            .map(name -> new NewTopic(name, Optional.of(name.equals(orders) ? 4 : 1), Optional.empty())
                                    .configs(Map.of("retention.ms", "-1")))
                            .toList())
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
        return made;
    }

    String parked() {
        return topic + ".parked";
    }

    Topic read(String name) {
        return new Topic(Platform.broker().bootstrapServers(), name);
    }

    /** Sets aside so many records of four partitions, in turns, numbered from 0. */
    DeadLetters fill(int records) {
        try (TopicWriter writer = new TopicWriter(Map.of("linger.ms", 20, "batch.size", 262_144))) {
            for (int number = 0; number < records; number++) {
                writer.write(record(number, List.of()));
            }
        }
        return this;
    }

    /** Sets one record aside that carries these headers already. */
    DeadLetters add(int number, List<Header> before) {
        try (TopicWriter writer = new TopicWriter()) {
            writer.write(record(number, before));
        }
        return this;
    }

    private ProducerRecord<String, String> record(int number, List<Header> before) {
        List<Header> headers = new ArrayList<>(before);
        if (before.isEmpty()) {
            headers.add(header("trace", "t" + number));
        }
        headers.add(header(CONNECT + "topic", orders));
        headers.add(header(CONNECT + "partition", String.valueOf(number % 4)));
        headers.add(header(CONNECT + "offset", String.valueOf(number / 4)));
        headers.add(header(CONNECT + "connector.name", CONNECTOR));
        headers.add(header(CONNECT + "task.id", String.valueOf(number % 2)));
        headers.add(header(CONNECT + "stage", "TASK_PUT"));
        headers.add(header(CONNECT + "class.name", "org.apache.kafka.connect.sink.SinkTask"));
        headers.add(header(CONNECT + "exception.class.name", "org.apache.kafka.connect.errors.DataException"));
        headers.add(header(
                CONNECT + "exception.message", "the receiver answered 42" + number % 2 + " for 'o" + number + "'"));
        return new ProducerRecord<>(
                topic, null, 1_700_000_000_000L + number, "k" + number, "{\"id\":" + number + "}", headers);
    }

    /** Has a topic keep records no longer. */
    void keep(String name, Duration time) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        AlterConfigOp op = new AlterConfigOp(
                new ConfigEntry("retention.ms", String.valueOf(time.toMillis())), AlterConfigOp.OpType.SET);
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(op))).all().get();
        }
    }

    /** Deletes the records before an offset, as retention would. */
    void deleteUntil(String name, long offset) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Platform.broker().bootstrapServers()));
    }

    @Override
    public void close() {
        try (Admin admin = admin()) {
            Set<String> names = new HashSet<>(Set.of(orders, topic, retry, audit, parked()));
            names.retainAll(admin.listTopics().names().get());
            admin.deleteTopics(names).all().get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
