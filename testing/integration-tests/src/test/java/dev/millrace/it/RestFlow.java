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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of keyed, numbered records, the connector that delivers them, and the receiver. */
final class RestFlow implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestPartner receiver;
    private final String name = Platform.name("rest");
    private final Map<String, String> configuration = new LinkedHashMap<>();

    RestFlow(int partitions) throws Exception {
        receiver = RestPartner.start().orderBy(RestFlow::key, RestFlow::sequence);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Platform.broker().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
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
        configuration.putAll(Map.of(
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", name + "-dead",
                "errors.deadletterqueue.topic.replication.factor", "1",
                "errors.deadletterqueue.context.headers.enable", "true"));
    }

    RestFlow with(Map<String, String> options) {
        configuration.putAll(options);
        return this;
    }

    RestPartner receiver() {
        return receiver;
    }

    Topic deadLetters() {
        return new Topic(Platform.broker().bootstrapServers(), name + "-dead");
    }

    /** Writes records {@code key:sequence}, the keys in turn. */
    void produce(int records, int keys) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Platform.broker().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int record = 0; record < records; record++) {
                String key = "k" + record % keys;
                var unused = producer.send(new ProducerRecord<>(name, key, key + ":" + record / keys));
            }
        }
    }

    RestFlow on(WorkerProcess worker) {
        try {
            worker.rest().put(name, JSON.writeValueAsString(configuration));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        worker.rest().awaitRunning(name, 1, Duration.ofSeconds(60));
        return this;
    }

    void remove(WorkerProcess worker) {
        worker.rest().delete(name);
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
