package dev.millrace.database.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.partner.database.PostgresServer;
import dev.millrace.testkit.Eventually;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PooledDatabaseTest {

    private final PostgresServer server;
    private final String url;

    PooledDatabaseTest() throws Exception {
        server = PostgresServer.shared();
        String name = server.createDatabase();
        url = server.url(name);
        try (Connection connection = server.connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders AS SELECT id FROM generate_series(1, 5000) AS id");
        }
    }

    @Test
    void readsWithoutAutoCommitAndRefusesToWrite() throws Exception {
        try (PooledDatabase database = open();
                Connection connection = database.reading();
                PreparedStatement write = connection.prepareStatement("DELETE FROM orders")) {
            assertThat(connection.getAutoCommit()).isFalse();
            assertThatThrownBy(write::executeUpdate)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(
                                            database.failure("orders", failure).code())
                                    .isEqualTo("read-only"));
        }
    }

    @Test
    void writesWhatItCommitsOverAConnectionForWriting() throws Exception {
        try (PooledDatabase database = open()) {
            try (Connection connection = database.writing();
                    PreparedStatement write = connection.prepareStatement("DELETE FROM orders WHERE id > 10")) {
                write.executeUpdate();
                connection.commit();
            }

            assertThat(count(database)).isEqualTo(10);
        }
    }

    @Test
    void givesAConnectionBackWithoutATransaction() throws Exception {
        try (PooledDatabase database = open("connection.max", "1")) {
            String first;
            try (Connection connection = database.reading()) {
                first = state(connection);
            }
            String second;
            try (Connection connection = database.reading()) {
                second = state(connection);
            }

            assertThat(second).as("backend and start of its transaction").isNotEqualTo(first);
            assertThat(second.split(" ", 2)[0]).as("the same backend").isEqualTo(first.split(" ", 2)[0]);
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (PooledDatabase database = open()) {
            count(database);
            database.writing().close();
            assertThat(threads()).isNotEmpty();
        }

        Eventually.holds("no thread is left", () -> threads().isEmpty());
    }

    @Test
    void saysThatItIsClosedAndThatTheThreadWasInterrupted() {
        PooledDatabase interrupted = open();
        Thread.currentThread().interrupt();
        SQLException first = catchThrowableOfType(SQLException.class, interrupted::reading);
        boolean flag = Thread.interrupted();
        interrupted.close();
        SQLException second = catchThrowableOfType(SQLException.class, interrupted::reading);
        SQLException third = catchThrowableOfType(SQLException.class, interrupted::writing);

        assertThat(flag).as("the thread still knows").isTrue();
        assertThat(Stream.of(first, second, third)
                        .map(failure -> interrupted.failure("orders", failure).code()))
                .containsOnly("connection-lost");
    }

    private PooledDatabase open(String... more) {
        return PooledDatabase.open(
                ConnectionSettingsOf.server(url, PostgresServer.USER, PostgresServer.PASSWORD, more), "pooled-orders");
    }

    private static long count(PooledDatabase database) throws SQLException {
        try (Connection connection = database.reading();
                PreparedStatement query = database.query(connection, "SELECT count(*) FROM orders");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String state(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(
                        "SELECT pg_backend_pid() || ' ' || extract(epoch FROM transaction_timestamp())")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("pooled-orders"))
                .toList();
    }
}
