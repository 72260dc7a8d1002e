package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.SftpPartner;
import dev.millrace.partner.environment.Broker;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A broker, a worker and an SFTP server for all scenarios at once; the topics of examples have fixed names, so it shares none. */
final class ScenarioStage implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root"), "config-examples");

    private final Deque<Runnable> parts = new ArrayDeque<>();
    private final SftpPartner sftp;
    private final Broker broker;
    private final WorkerProcess worker;

    ScenarioStage(Line line, List<Scenario> scenarios) throws Exception {
        sftp = SftpPartner.start(Platform.folder());
        parts.push(sftp::close);
        broker = Brokers.start(Platform.folder().resolve("broker"));
        parts.push(broker::close);
        Map<String, String> environment = new HashMap<>(Map.of(
                "SFTP_HOST", sftp.host(),
                "SFTP_PORT", String.valueOf(sftp.port()),
                "SFTP_USERNAME", sftp.username(),
                "SFTP_PASSWORD", sftp.password(),
                "SFTP_HOST_KEY_FINGERPRINT", sftp.hostKeyFingerprint()));
        scenarios.forEach(scenario -> environment.putAll(scenario.environment()));
        makeTopics(scenarios.stream()
                .flatMap(scenario -> scenario.topics().stream())
                .toList());
        worker = WorkerProcess.start(Platform.settings(line, Guarantee.AT_LEAST_ONCE, broker)
                .withHeap("384m")
                .withEnvironment(environment)
                // A sink is put beside its source: it must soon notice the topic that its source creates.
                .with(Map.of("consumer.metadata.max.age.ms", "1000")));
        parts.push(worker::close);
    }

    /** Puts the examples of all scenarios to the worker, unchanged, and waits until they run. */
    void play(List<Scenario> scenarios) throws IOException {
        List<String> names = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (String example : scenario.examples()) {
                String text = Files.readString(EXAMPLES.resolve(example + ".json"));
                JsonNode configuration = JSON.readTree(text);
                for (String folder : List.of("input.folders", "archive.folder", "edi.ack.folder")) {
                    if (configuration.has(folder)) {
                        Files.createDirectories(sftp.root()
                                .resolve(configuration.path(folder).asText().substring(1)));
                    }
                }
                names.add(configuration.path("name").asText());
                worker.rest().put(configuration.path("name").asText(), text);
            }
        }
        names.forEach(name -> worker.rest().awaitRunning(name, 1, LIMIT));
    }

    private void makeTopics(List<String> names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(names.stream()
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    WorkerProcess worker() {
        return worker;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** A folder of the SFTP server. */
    Path folder(String path) {
        return sftp.root().resolve(path);
    }

    Topic topic(String name) {
        return new Topic(broker.bootstrapServers(), name);
    }

    TopicWriter writer() {
        return new TopicWriter(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** What a topic holds, once it holds so many records. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic, int count) {
        await(topic + " has " + count + " records", () -> topic(topic).size() >= count);
        return topic(topic).read();
    }

    /** The one record that a sink set aside, once or again after a rebalance: the line of JSON about why. */
    JsonNode setAside(String topic, String origin, long offset) {
        List<ConsumerRecord<byte[], byte[]>> aside = records(topic, 1);
        assertThat(aside).allSatisfy(record -> {
            assertThat(header(record, "__connect.errors.topic")).isEqualTo(origin);
            assertThat(header(record, "__connect.errors.offset")).isEqualTo(String.valueOf(offset));
        });
        return json(header(aside.get(0), "__connect.errors.exception.message"));
    }

    /** The requests without those that were sent again, which have the same idempotency key. */
    static List<ReceivedRequest> once(List<ReceivedRequest> requests) {
        Set<String> keys = new HashSet<>();
        return requests.stream()
                .filter(request -> keys.add(request.idempotencyKey().orElseThrow()))
                .toList();
    }

    /** Why and where a record was malformed, without the address of its server: {@code code path record line}. */
    static String coordinates(ConsumerRecord<byte[], byte[]> malformed) {
        return String.join(
                " ",
                header(malformed, "millrace.code"),
                URI.create(header(malformed, "millrace.source")).getPath(),
                header(malformed, "millrace.record"),
                header(malformed, "millrace.line"));
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name) == null
                ? ""
                : text(record.headers().lastHeader(name).value());
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A text as JSON, for objects whose members have no order. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    static void await(String description, BooleanSupplier condition) {
        Eventually.holds(description, LIMIT, condition);
    }

    @Override
    public void close() {
        parts.forEach(Runnable::run);
    }
}
