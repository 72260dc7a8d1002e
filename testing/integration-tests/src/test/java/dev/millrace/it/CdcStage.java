package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.partner.environment.Broker;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.quickstart.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * The examples of change data capture with all they need: a broker, a worker with Debezium's plugins, a PostgreSQL server with the
 * shop, and a receiver. The examples have fixed names, so what shares a broker would mix: each stage has its own.
 */
final class CdcStage implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root"), "config-examples");
    private static final String PASSWORD = "it's a secret";
    private static final String KEYS = """
            {"keys": [{"id": "k1", "use": ["encrypt", "hmac"], "key": "8f7G3kQvZb0m1n2o3p4q5r6s7t8u9v0w1x2y3z4A5B4="}]}\
            """;

    private final Deque<Runnable> parts = new ArrayDeque<>();
    private final PostgresServer server;
    private final String database;
    private final Broker broker;
    private final RestPartner receiver;
    private final WorkerProcess worker;

    CdcStage(Line line, Guarantee guarantee) throws Exception {
        this(line, guarantee, Map.of());
    }

    /** @param more variables that the examples of another database refer to */
    CdcStage(Line line, Guarantee guarantee, Map<String, String> more) throws Exception {
        server = PostgresServer.start();
        parts.push(server::close);
        database = server.createDatabase();
        try (Connection connection = connect()) {
            run(connection, "postgres-shop.sql");
            run(connection, "postgres-cdc.sql");
            run(connection, "postgres-outbox.sql");
            run(connection, "postgres-warehouse.sql");
        }
        receiver = RestPartner.start();
        parts.push(receiver::close);
        broker = Brokers.start(Platform.folder().resolve("broker"));
        parts.push(broker::close);
        worker = WorkerProcess.start(settings(line, guarantee).withEnvironment(more));
        parts.push(worker::close);
    }

    private WorkerSettings settings(Line line, Guarantee guarantee) {
        WorkerSettings settings = Platform.settings(line, guarantee, broker);
        List<Path> plugins = new ArrayList<>(settings.pluginPath());
        plugins.addAll(DebeziumPlugins.folders());
        return new WorkerSettings(
                        settings.home(),
                        settings.folder(),
                        settings.bootstrapServers(),
                        plugins,
                        settings.groupId(),
                        settings.port(),
                        "512m",
                        settings.jvmOptions(),
                        settings.environment(),
                        settings.properties())
                .withEnvironment(Map.ofEntries(
                        Map.entry("ORDERS_DB_HOST", server.host()),
                        Map.entry("ORDERS_DB_PORT", String.valueOf(server.port())),
                        Map.entry("ORDERS_DB_NAME", database),
                        Map.entry("ORDERS_DB_PASSWORD", PASSWORD),
                        Map.entry("OUTBOX_DB_HOST", server.host()),
                        Map.entry("OUTBOX_DB_PORT", String.valueOf(server.port())),
                        Map.entry("OUTBOX_DB_NAME", database),
                        Map.entry("OUTBOX_DB_PASSWORD", PASSWORD),
                        Map.entry("WAREHOUSE_DB_URL", server.url(database)),
                        Map.entry("WAREHOUSE_DB_PASSWORD", PASSWORD),
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()),
                        Map.entry("PROTECT_KEYS", KEYS),
                        Map.entry("RECEIVER_URL", receiver.url())))
                // A killed worker's partitions are given away when its consumers' sessions end: 45 s by default.
                .with(Map.of("consumer.session.timeout.ms", "6000", "consumer.heartbeat.interval.ms", "2000"));
    }

    private static void run(Connection connection, String script) throws SQLException {
        new SqlScript(script, Map.of("cdc_password", PASSWORD, "loader_password", PASSWORD)).run(connection);
    }

    /** Puts an example to the worker, unchanged, and waits until it runs. */
    String play(String example) {
        String name = begin(example);
        worker.rest().awaitRunning(name, 1, LIMIT);
        return name;
    }

    /** Puts an example to the worker, unchanged. */
    String begin(String example) {
        return put(text(example));
    }

    /** Puts an example with some of its settings replaced; it may fail. */
    String play(String example, Map<String, String> changes) {
        ObjectNode configuration = (ObjectNode) example(example);
        changes.forEach(configuration::put);
        return put(configuration.toString());
    }

    /** The configuration of an example. */
    JsonNode example(String example) {
        return json(text(example));
    }

    private String put(String configuration) {
        String name = json(configuration).path("name").asText();
        worker.rest().put(name, configuration);
        return name;
    }

    private static String text(String example) {
        try {
            return Files.readString(EXAMPLES.resolve(example + ".json"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /** A connection of the superuser to the shop's database. */
    Connection connect() throws SQLException {
        return server.connect(database);
    }

    PostgresServer server() {
        return server;
    }

    WorkerProcess worker() {
        return worker;
    }

    RestPartner receiver() {
        return receiver;
    }

    Broker broker() {
        return broker;
    }

    Topic topic(String name) {
        return new Topic(broker.bootstrapServers(), name);
    }

    void deleteTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(name)).all().get();
        }
    }

    @Override
    public void close() {
        parts.forEach(Runnable::run);
    }
}
