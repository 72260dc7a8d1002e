package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.RestPartner;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.quickstart.WorkerSettings;
import dev.millrace.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A flow that a console looks at: files of a partner by SFTP, and a receiver of what is in them. It is registered, its worker
 * shows figures by JMX, and whoever knows a password of the user file may look or act.
 */
final class ConsoleStage implements AutoCloseable {

    static final String VIEWER = "grace";
    static final String OPERATOR = "ada";

    /** Of both; their hashes are in the user file. */
    static final String PASSWORD = "millrace";

    /** What would become a part of a page that did not escape it, and stick out of a phone that did not break it. */
    static final String HOSTILE = "\"'><x-evil onfocus='1'><script>alert" + "W".repeat(90);

    static final String HOSTILE_TOPIC = Platform.name("hostile") + "-dead";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String HASH = "$2a$04$x7BCFplntM6u7KVMr9jjaONXcCQcZabUk.eiLdiCBOEmr4xt/8BAO";

    private final Path folder = Platform.folder();
    private final int figures = FreePorts.next();
    private final String sink = Platform.name("orders-to-erp");
    private final SftpFlow files;
    private final RestPartner receiver;
    private final WorkerProcess worker;
    private final ConsoleProcess console;

    ConsoleStage() throws IOException {
        files = SftpFlow.simulated();
        receiver = RestPartner.start();
        worker = WorkerProcess.start(Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, Platform.broker())
                .withFigures(figures));
        files.setsAside().audited().on(worker);
        worker.rest().put(sink, json());
        worker.rest().awaitRunning(sink, 1, PATIENCE);
        Path registry = Files.createDirectories(folder.resolve("registry"));
        register(registry);
        Path users = Files.writeString(
                folder.resolve("users"), OPERATOR + ":" + HASH + ":operator\n" + VIEWER + ":" + HASH + ":viewer\n");
        Path alerts = Files.writeString(folder.resolve("alerts.yaml"), """
                channels:
                  - {name: log, kind: log}
                rules:
                  - {name: set-aside, kind: set-aside-growing, within: 45s}
                  - {name: task-failed, kind: task-failed}
                """);
        console = ConsoleProcess.start(
                "--interval-ms",
                "1000",
                "--users",
                users.toString(),
                "--alerts",
                alerts.toString(),
                "--alerts-state",
                folder.resolve("alerts.json").toString(),
                "--audit-topic",
                audit().name(),
                "--connect-url",
                worker.rest().base().toString(),
                "--metrics",
                WorkerSettings.figures(figures),
                "--registry",
                registry.toString());
    }

    private String json() {
        Map<String, String> configuration = new LinkedHashMap<>(Map.of(
                "connector.class", "dev.millrace.rest.RestSinkConnector",
                "tasks.max", "1",
                "topics", topic(),
                "http.url", receiver.url() + "/orders",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false",
                "consumer.override.metadata.max.age.ms", "1000"));
        configuration.putAll(Map.of(
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", setAside(),
                "errors.deadletterqueue.topic.replication.factor", "1",
                "errors.deadletterqueue.context.headers.enable", "true"));
        return json(configuration);
    }

    private static String json(Map<String, String> configuration) {
        try {
            return JSON.writeValueAsString(configuration);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The example's contract, with our names for its own. */
    private void register(Path registry) throws IOException {
        Files.writeString(
                registry.resolve("orders.yaml"),
                Integration.text("orders")
                        .replace("[sftp-csv-orders, rest-orders]", "[" + files.name() + ", " + sink + "]")
                        .replace(
                                "[orders-dead-letters, orders-malformed]",
                                "[" + setAside() + ", " + source() + "-malformed]"));
    }

    /** A connector whose name, configuration and dead letters try to become a part of a page. */
    void hostile() {
        worker.rest()
                .put(
                        HOSTILE,
                        json(Map.of(
                                "connector.class", "dev.millrace.rest.RestSinkConnector",
                                "tasks.max", "1",
                                "topics", HOSTILE_TOPIC.replace("-dead", ""),
                                "http.url", receiver.url() + "/hostile",
                                "http.headers", "X-Note: " + HOSTILE,
                                "errors.tolerance", "all",
                                "errors.deadletterqueue.topic.name", HOSTILE_TOPIC,
                                "errors.deadletterqueue.topic.replication.factor", "1",
                                "errors.deadletterqueue.context.headers.enable", "true")));
        worker.rest().awaitRunning(HOSTILE, 1, PATIENCE);
        try (TopicWriter writer = new TopicWriter()) {
            for (String header : List.of(
                    "topic", "connector.name", "stage", "class.name", "exception.class.name", "exception.message")) {
                writer.write(new ProducerRecord<>(
                        HOSTILE_TOPIC,
                        null,
                        HOSTILE,
                        HOSTILE,
                        List.of(
                                DeadLetters.header("__connect.errors." + header, HOSTILE),
                                DeadLetters.header(HOSTILE, HOSTILE))));
            }
        }
    }

    /** Drops a file of so many orders. */
    void order(String file, int orders) {
        files.drop(file, SftpFlow.rows(orders));
    }

    RestPartner receiver() {
        return receiver;
    }

    WorkerProcess worker() {
        return worker;
    }

    ConsoleProcess console() {
        return console;
    }

    String source() {
        return files.name();
    }

    String sink() {
        return sink;
    }

    String topic() {
        return files.name() + "-data";
    }

    /** Of the source's files, and of what operators do. */
    Topic audit() {
        return new Topic(Platform.broker().bootstrapServers(), source() + "-audit");
    }

    /** The sink's own, to be put into a form. */
    String configuration() {
        return "{\"name\":\"" + sink + "\",\"config\":" + json() + "}";
    }

    String setAside() {
        return sink + "-dead";
    }

    @Override
    public void close() throws IOException {
        console.close();
        worker.close();
        receiver.close();
        files.close();
    }
}
