package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.TcpGate;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.quickstart.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A table of PostgreSQL behind a gate, and the connector that reads its new rows. */
final class TableFlow implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile(".*\"id\":(\\d+).*");

    private final PostgresServer server;
    private final String database;
    private final TcpGate gate;
    private final String name = Platform.name("table");
    private final Map<String, String> configuration = new LinkedHashMap<>();

    TableFlow(PostgresServer server) {
        this.server = server;
        try {
            this.database = server.createDatabase();
            this.gate = TcpGate.before(server.host(), server.port());
            execute("CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer text NOT NULL,"
                    + " amount numeric(10, 2) NOT NULL)");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        configuration.putAll(Map.of(
                "name", name,
                "connector.class", "dev.millrace.database.DatabaseSourceConnector",
                "tasks.max", "1",
                "database.url", server.url(database).replace(":" + server.port() + "/", ":" + gate.port() + "/"),
                "database.username", PostgresServer.USER,
                "database.password", PostgresServer.PASSWORD,
                "mode", "incrementing",
                "tables", "public.orders",
                "incrementing.column", "id",
                "poll.interval.ms", "100"));
        configuration.putAll(Map.of(
                "topic", name,
                "retry.backoff.ms", "50",
                "retry.backoff.max.ms", "500",
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "key.converter.schemas.enable", "false",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false",
                "topic.creation.default.partitions", "1",
                "topic.creation.default.replication.factor", "1"));
    }

    TableFlow with(Map<String, String> options) {
        configuration.putAll(options);
        return this;
    }

    String name() {
        return name;
    }

    /** What stands between the connector and the server. */
    TcpGate gate() {
        return gate;
    }

    Topic data() {
        return new Topic(Platform.broker().bootstrapServers(), name);
    }

    /** Commits so many rows at once; their ids follow those of the rows before. */
    TableFlow fill(int rows) {
        try {
            execute("INSERT INTO orders (customer, amount) SELECT 'customer ' || n, n FROM generate_series(1, " + rows
                    + ") n");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return this;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A connection of the superuser that goes through no gate. */
    Connection connect() throws SQLException {
        return server.connect(database);
    }

    TableFlow on(WorkerProcess worker) {
        try {
            worker.rest().put(name, JSON.writeValueAsString(configuration));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        worker.rest().awaitRunning(name, 1, Duration.ofMinutes(3));
        return this;
    }

    /** The ids of the rows that Kafka has, in their order. */
    List<Integer> ids() {
        return data().values().stream()
                .map(value -> Integer.valueOf(ID.matcher(value).replaceFirst("$1")))
                .toList();
    }

    /** What the worker lists of the table, or a missing node. */
    JsonNode offset(WorkerProcess worker) {
        return worker.rest().offsets(name).path("offsets").path(0).path("offset");
    }

    void remove(WorkerProcess worker) {
        worker.rest().delete(name);
    }

    @Override
    public void close() {
        gate.close();
    }
}
