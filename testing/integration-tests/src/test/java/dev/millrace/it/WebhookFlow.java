package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookEvent;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.WebhookSigner;
import dev.millrace.partner.environment.Broker;
import dev.millrace.quickstart.FreePorts;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A connector that receives signed webhooks, and the sender of them. The value of a record is the id of its event. */
final class WebhookFlow {

    static final String TYPE = "dev.millrace.webhook.WebhookSourceConnector";

    /** Where a worker of several finds its own port in its environment. */
    static final String PORT = "WEBHOOK_PORT";

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String SECRET = "whsec_bWlsbHJhY2UgaW50ZWdyYXRpb24gdGVzdHM=";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final HttpClient VISITOR = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Broker broker;
    private final List<Integer> ports;
    private final String name = Platform.name("webhook");
    private final Map<String, String> configuration = new LinkedHashMap<>();

    /** Listens on a port of its own, on one worker. */
    WebhookFlow() {
        this(Platform.broker(), FreePorts.next());
    }

    /** Shares a port. */
    WebhookFlow(int port) {
        this(Platform.broker(), port);
    }

    WebhookFlow(Broker broker, int port) {
        this(broker, List.of(port));
        configuration.put("listener.port", String.valueOf(port));
    }

    /** Listens on several workers of one machine, each of which is told its port as {@link #PORT}. */
    WebhookFlow(Broker broker, List<Integer> ports) {
        this.broker = broker;
        this.ports = List.copyOf(ports);
        configuration.putAll(Map.of(
                "name",
                name,
                "connector.class",
                TYPE,
                "tasks.max",
                "1",
                "listener.host",
                "127.0.0.1",
                "listener.port",
                "${env:" + PORT + "}",
                "webhook.path",
                "/" + name,
                "webhook.verify",
                "standard-webhooks",
                "webhook.secrets",
                SECRET,
                "topic",
                name + "-data"));
        configuration.putAll(Map.of(
                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                "producer.override.enable.idempotence", "true",
                "topic.creation.default.partitions", "1",
                "topic.creation.default.replication.factor", "1"));
    }

    WebhookFlow with(Map<String, String> options) {
        configuration.putAll(options);
        return this;
    }

    WebhookFlow without(String key) {
        configuration.remove(key);
        return this;
    }

    /** Each event once: one task that keeps the ids in its offsets, on workers that deliver exactly once. */
    WebhookFlow exactlyOnce() {
        return with(Map.of("dedup.store", "offsets", "exactly.once.support", "required"));
    }

    /** Tasks that share the ids through a topic. */
    WebhookFlow sharing(int tasks) {
        return with(Map.of(
                "tasks.max",
                String.valueOf(tasks),
                "dedup.store",
                "topic",
                "dedup.topic",
                name + "-seen",
                "dedup.topic.bootstrap.servers",
                broker.bootstrapServers()));
    }

    String name() {
        return name;
    }

    Topic data() {
        return new Topic(broker.bootstrapServers(), name + "-data");
    }

    Arrived arrived() {
        return Arrived.of(data().values());
    }

    String json() {
        try {
            return JSON.writeValueAsString(configuration);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Starts or changes the connector and waits until its tasks run. */
    WebhookFlow on(WorkerProcess worker) {
        worker.rest().put(name, json());
        worker.rest().awaitRunning(name, Integer.parseInt(configuration.get("tasks.max")), LIMIT);
        return this;
    }

    void remove(WorkerProcess worker) {
        worker.rest().delete(name);
    }

    WebhookSigner signer() {
        return WebhookSigner.standardWebhooks(SECRET);
    }

    /** A sender that comes to the workers in turn. */
    WebhookSender sender(SendingTerms terms) {
        return sender(terms, signer());
    }

    WebhookSender sender(SendingTerms terms, WebhookSigner signer) {
        return WebhookSender.toEach(
                ports.stream().map(port -> address(port) + "/" + name).toList(), signer, terms);
    }

    /** Waits until one of its workers takes requests. */
    void awaitReady(int port) {
        Eventually.holds(name + " is ready on port " + port, LIMIT, () -> isReady(port));
    }

    /** What a load balancer finds out. */
    boolean isReady(int port) {
        HttpRequest question = HttpRequest.newBuilder(URI.create(address(port) + "/readyz/" + name))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return VISITOR.send(question, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** An event whose body is its id. */
    static WebhookEvent event(String id) {
        return WebhookEvent.of(id, "text/plain", id.getBytes(StandardCharsets.UTF_8));
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }
}
