package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.PostgresServer;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The database of the examples: a shop with orders, customers whose changes triggers write down, and an outbox. */
final class DatabasePartners {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final PostgresServer server;
    private final String database;

    /** The shop, where its database can run. */
    static Optional<DatabasePartners> where() throws IOException, InterruptedException, SQLException {
        return PostgresServer.missing().isPresent() ? Optional.empty() : Optional.of(new DatabasePartners());
    }

    private DatabasePartners() throws IOException, InterruptedException, SQLException {
        server = PostgresServer.shared();
        database = server.createDatabase();
        execute("""
                CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer text NOT NULL,
                    amount numeric(10, 2) NOT NULL);
                CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
                CREATE TABLE outbox_events (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    aggregate_type text NOT NULL, aggregate_id text NOT NULL, type text NOT NULL, payload jsonb);
                """);
        execute(ChangeTableSql.of(server.url(database), "public.customers"));
    }

    Map<String, String> environment() {
        return Map.of(
                "DATABASE_URL", server.url(database),
                "DATABASE_USERNAME", PostgresServer.USER,
                "DATABASE_PASSWORD", PostgresServer.PASSWORD);
    }

    /** What the examples read reaches their topics. */
    void work() throws SQLException {
        Topic changes = topic("database-customers-changes");
        long changesBefore = changes.size();
        Topic events = topic("database-events-order");
        long eventsBefore = events.size();
        execute("""
                INSERT INTO orders (customer, amount) VALUES ('ada', 10.50), ('bob', 7.25), ('ada', 1.00);
                INSERT INTO customers VALUES (1, 'ada');
                UPDATE customers SET name = 'Ada' WHERE id = 1;
                DELETE FROM customers WHERE id = 1;
                INSERT INTO outbox_events (aggregate_type, aggregate_id, type, payload)
                    VALUES ('order', '4711', 'placed', '{"total": 18.75}');
                """);

        arrives(topic("database-orders"), "\"amount\":\"10.50\"");
        arrives(topic("database-revenue"), "\"revenue\":\"11.50\"");
        arrives(topic("database-audit"), "\"step\":\"completed\"");
        Eventually.holds("four changes, the tombstone included", PATIENCE, () -> changes.size() >= changesBefore + 4);
        assertThat(changes.values())
                .anyMatch(value -> value.contains("\"op\":\"u\"") && value.contains("\"name\":\"Ada\""))
                .anyMatch(value -> value.contains("\"op\":\"d\""))
                .contains("null");
        Eventually.holds("the event", PATIENCE, () -> events.size() > eventsBefore);
        assertThat(events.values()).allMatch(value -> value.contains("18.75"));
    }

    private static void arrives(Topic topic, String text) {
        Eventually.holds(
                topic.name() + " gets " + text,
                PATIENCE,
                () -> topic.values().stream().anyMatch(value -> value.contains(text)));
    }

    private static Topic topic(String name) {
        return new Topic(Platform.broker().bootstrapServers(), name);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
