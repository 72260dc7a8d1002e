package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import dev.millrace.quickstart.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A topic of keyed, numbered records, the connector that delivers them, and the receiver. */
final class RestFlow implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestPartner receiver;
    private final String name = Platform.name("rest");
    private final Map<String, String> configuration = new LinkedHashMap<>();

    RestFlow(int partitions) throws Exception {
        receiver = RestPartner.start().orderBy(RestFlow::key, RestFlow::sequence);
        create(name, partitions);
        configuration.putAll(Map.of(
                "name", name,
                "connector.class", "dev.millrace.rest.RestSinkConnector",
                "tasks.max", "1",
                "topics", name,
                "http.url", receiver.url() + "/orders",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                "retry.backoff.ms", "20",
                "retry.backoff.max.ms", "200"));
        // A killed worker's partitions are given away when its consumers' sessions end: 45 s by default.
        configuration.putAll(Map.of(
                "consumer.override.session.timeout.ms", "6000", "consumer.override.heartbeat.interval.ms", "2000"));
        configuration.putAll(Map.of(
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", name + "-dead",
                "errors.deadletterqueue.topic.replication.factor", "1",
                "errors.deadletterqueue.context.headers.enable", "true"));
    }

    /** Tells topics of this flow's own for replies and audit events. */
    RestFlow reported() throws Exception {
        create(name + "-replies", 1);
        create(name + "-audit", 1);
        return with(Map.of(
                "response.topic",
                name + "-replies",
                "audit.topic",
                name + "-audit",
                "reporter.bootstrap.servers",
                Platform.broker().bootstrapServers()));
    }

    RestFlow with(Map<String, String> options) {
        configuration.putAll(options);
        return this;
    }

    /** The connector's name, which is also that of the topic it reads. */
    String name() {
        return name;
    }

    RestPartner receiver() {
        return receiver;
    }

    /** The offsets the connector committed, against the ends of its topic. */
    SinkProgress progress() {
        return new SinkProgress(Platform.broker().bootstrapServers(), "connect-" + name, name);
    }

    Topic deadLetters() {
        return topic("dead");
    }

    /** A topic whose name begins with the connector's. */
    Topic topic(String kind) {
        return new Topic(Platform.broker().bootstrapServers(), name + "-" + kind);
    }

    /** Writes records {@code key:sequence}, the keys in turn, from sequence 0 on. */
    void produce(int records, int keys) {
        produce(0, records, keys);
    }

    /** Goes on with records {@code key:sequence}, the keys in turn, where {@code from} were written before. */
    void produce(int from, int to, int keys) {
        try (TopicWriter writer = new TopicWriter()) {
            for (int record = from; record < to; record++) {
                String key = "k" + record % keys;
                writer.write(name, key, key + ":" + record / keys);
            }
        }
    }

    /** Writes records {@code t:from} to {@code t:to - 1} of one key in a transaction, and commits or aborts it. */
    void produceInTransaction(int from, int to, boolean commit) {
        try (TopicWriter writer = new TopicWriter(Map.of("transactional.id", name + "-" + from))) {
            writer.producer().initTransactions();
            writer.producer().beginTransaction();
            for (int record = from; record < to; record++) {
                writer.write(name, "t", "t:" + record);
            }
            // An aborted record leaves a gap only when it was written.
            writer.flush();
            if (commit) {
                writer.producer().commitTransaction();
            } else {
                writer.producer().abortTransaction();
            }
        }
    }

    RestFlow on(WorkerProcess worker) {
        try {
            worker.rest().put(name, JSON.writeValueAsString(configuration));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        worker.rest().awaitRunning(name, Integer.parseInt(configuration.get("tasks.max")), Duration.ofMinutes(3));
        return this;
    }

    void remove(WorkerProcess worker) {
        worker.rest().delete(name);
    }

    private static void create(String topic, int partitions) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Platform.broker().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    static String key(ReceivedRequest request) {
        return request.text().split(":", 2)[0];
    }

    private static long sequence(ReceivedRequest request) {
        return Long.parseLong(new String(request.body(), StandardCharsets.UTF_8).split(":", 2)[1]);
    }

    @Override
    public void close() throws IOException {
        receiver.close();
    }
}
