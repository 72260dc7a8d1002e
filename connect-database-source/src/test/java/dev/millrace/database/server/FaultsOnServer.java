package dev.millrace.database.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.TcpGate;
import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.LogCapture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a reading when its server, the network or its configuration fails: on a server that really runs. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
abstract class FaultsOnServer {

    private static final int ROWS = 20_000;
    private static final String SECRET = "4111-1111-1111-1111";
    private static final String FIRST_WORD = "the first word";
    private static final String SECOND_WORD = "the second word";
    private static final AtomicInteger USERS = new AtomicInteger();

    private String user = "";
    private String name = "";
    private LogCapture log = new LogCapture();

    abstract RealServer server();

    @BeforeEach
    void fill() throws SQLException {
        log.close();
        log = new LogCapture();
        user = "reader" + USERS.incrementAndGet();
        name = server().createDatabase();
        try (Connection connection = server().admin(name);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY, card varchar(200) NOT NULL)");
            statement.execute("CREATE TABLE salaries (id int PRIMARY KEY)");
            statement.execute("INSERT INTO orders VALUES (0, '" + SECRET + "')");
            statement.execute("INSERT INTO salaries VALUES (1), (2)");
            for (int doubled = 1; doubled < ROWS; doubled *= 2) {
                statement.execute("INSERT INTO orders SELECT id + " + doubled + ", card FROM orders");
            }
            for (String sql : server().createUser(user, FIRST_WORD, 3, name)) {
                statement.execute(sql);
            }
        }
    }

    @AfterEach
    void toldNobody() {
        log.close();
        log.assertHoldsNoneOf(List.of(SECRET, FIRST_WORD, SECOND_WORD), List.of());
        assertThat(log.lines())
                .as("what the pool logs with an exception, and its trace")
                .noneMatch(line -> line.contains(" com.zaxxer.hikari.") && line.contains(LogCapture.EXCEPTION));
    }

    @Test
    void readsAllAgainAfterTheConnectionWasCutInTheMiddleOfAResult() throws Exception {
        try (TcpGate gate = TcpGate.before("127.0.0.1", server().port());
                PooledDatabase database = open(gate.port(), name)) {
            ConnectorFailure failure = failureOf(database, () -> {
                try (Connection connection = database.reading();
                        PreparedStatement query = database.query(connection, "SELECT * FROM orders ORDER BY id");
                        ResultSet rows = query.executeQuery()) {
                    rows.next();
                    gate.shut();
                    while (rows.next()) {
                        assertThat(rows.getInt(1)).isPositive();
                    }
                }
            });
            gate.open();

            assertThat(failure.code()).isEqualTo("connection-lost");
            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
            assertThat(count(database)).isGreaterThanOrEqualTo(ROWS);
        }
    }

    @Test
    void noticesAServerThatFallsSilent() throws Exception {
        try (TcpGate gate = TcpGate.before("127.0.0.1", server().port());
                PooledDatabase database = open(gate.port(), name, "database.properties", silence())) {
            count(database);
            Instant before = Instant.now();

            ConnectorFailure failure = failureOf(database, () -> {
                try (Connection connection = database.reading();
                        PreparedStatement query = database.query(connection, "SELECT * FROM orders ORDER BY id")) {
                    gate.stall(true);
                    query.executeQuery();
                }
            });
            gate.stall(false);

            assertThat(failure.code()).isEqualTo("connection-lost");
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(90));
            assertThat(count(database)).isGreaterThanOrEqualTo(ROWS);
        }
    }

    @Test
    void noticesAServerThatDoesNotEvenGreet() throws Exception {
        try (TcpGate gate = TcpGate.before("127.0.0.1", server().port());
                PooledDatabase database = open(gate.port(), name, "connect.timeout.ms", "1000")) {
            gate.stall(true);

            ConnectorFailure failure = failureOf(database, database::reading);

            assertThat(failure.code()).isEqualTo("connection-lost");
        }
    }

    @Test
    void readsOnAfterTheServerWasRestarted() throws Exception {
        try (PooledDatabase database = open(server().port(), name)) {
            count(database);

            server().stop();
            ConnectorFailure failure = failureOf(database, () -> count(database));
            server().restart();

            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
            assertThat(failure.code()).isIn("connection-lost", "server-shutting-down");
            assertThat(count(database)).isGreaterThanOrEqualTo(ROWS);
        }
    }

    @Test
    void readsOnAfterAnAdministratorEndedItsSession() throws Exception {
        try (PooledDatabase database = open(server().port(), name)) {
            ConnectorFailure failure = failureOf(database, () -> {
                try (Connection connection = database.reading();
                        PreparedStatement query = database.query(connection, "SELECT * FROM orders")) {
                    server().endSessions(user);
                    query.executeQuery();
                }
            });

            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
            assertThat(failure.code()).isIn("connection-lost", "server-shutting-down");
            assertThat(count(database)).isGreaterThanOrEqualTo(ROWS);
        }
    }

    @Test
    void readsTheCredentialsAgainWhenTheServerRefusesTheOldOnes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("database.properties");
        Files.writeString(file, "username=" + user + "\npassword=" + FIRST_WORD + "\n");
        try (PooledDatabase database = open(server().port(), name, "database.credentials.file", file.toString())) {
            count(database);

            administrate(server().changePassword(user, SECOND_WORD));
            Files.writeString(file, "username=" + user + "\npassword=" + SECOND_WORD + "\n");
            server().endSessions(user);
            failureOf(database, () -> count(database));

            assertThat(count(database)).isGreaterThanOrEqualTo(ROWS);
        }
    }

    @Test
    void stopsWhenTheFileHoldsTheRefusedCredentialsStill(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("database.properties");
        Files.writeString(file, "username=" + user + "\npassword=" + SECOND_WORD + "\n");
        try (TcpGate gate = TcpGate.before("127.0.0.1", server().port());
                PooledDatabase database = open(gate.port(), name, "database.credentials.file", file.toString())) {
            ConnectorFailure failure = failureOf(database, database::reading);
            ConnectorFailure again = failureOf(database, database::reading);

            assertThat(List.of(failure.kind(), again.kind())).containsOnly(FailureKind.UNAUTHORIZED);
            assertThat(failure).hasMessageContaining(user);
            assertThat(gate.connections())
                    .as("logins that an account may be locked for")
                    .isEqualTo(1);
        }
    }

    @Test
    void namesADatabaseThatIsNotThere() {
        try (PooledDatabase database = open(server().port(), "nowhere")) {
            ConnectorFailure failure = failureOf(database, database::reading);

            assertThat(failure.code()).isIn("database-missing", "privilege-missing");
            assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
            assertThat(failure).hasMessageContaining("nowhere");
        }
    }

    @Test
    void namesWhatTheSqlLacks() {
        try (PooledDatabase database = open(server().port(), name)) {
            assertFails(database, "SELECT * FROM salaries", "privilege-missing", "salaries");
            assertFails(database, "SELECT colour FROM orders", "column-missing", "colour");
            assertFails(database, "SELEC * FROM orders", "sql-refused", "monthly-report");
            assertFails(database, "DELETE FROM orders", "(read-only|privilege-missing)", "monthly-report");
        }
    }

    @Test
    void namesATableThatIsMissing() {
        try (PooledDatabase database = openAsAdmin()) {
            assertFails(database, "SELECT * FROM offers", "table-missing", "offers");
            assertFails(database, "DELETE FROM orders", "read-only", "monthly-report");
        }
    }

    @Test
    void tellsNothingOfAValueOnWhichAQueryFails() {
        try (PooledDatabase database = open(server().port(), name)) {
            ConnectorFailure failure =
                    assertFails(database, server().conversion("card", "orders"), "data-error", "monthly-report");

            log.assertHoldsNoneOf(List.of(SECRET, "4111"), List.of(failure));
        }
    }

    @Test
    void givesUpAStatementThatTakesTooLong() throws Exception {
        try (PooledDatabase database = open(server().port(), name, "statement.timeout.ms", "1000")) {
            ConnectorFailure failure = assertFails(database, server().sleep(20), "statement-timeout", "monthly-report");

            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
            assertThat(count(database)).isGreaterThanOrEqualTo(ROWS);
        }
    }

    @Test
    void takesItsTimeOverALongResultWhateverAStatementMayTake() throws Exception {
        try (PooledDatabase database =
                        open(server().port(), name, "statement.timeout.ms", "1000", "fetch.rows", "100");
                Connection connection = database.reading();
                PreparedStatement query = database.query(connection, "SELECT * FROM orders");
                ResultSet rows = query.executeQuery()) {
            Instant end = Instant.now().plusSeconds(3);
            int read = 0;
            while (rows.next()) {
                read++;
                if (read == 150) {
                    Eventually.holds("time passed", () -> Instant.now().isAfter(end));
                }
            }

            assertThat(read).isGreaterThanOrEqualTo(ROWS);
        }
    }

    @Test
    void givesUpALockThatIsNotReleased() throws Exception {
        try (Connection other = server().admin(name);
                Statement statement = other.createStatement();
                PooledDatabase database = open(server().port(), name, "lock.timeout.ms", "1000")) {
            for (String sql : server().lockTable("orders")) {
                statement.execute(sql);
            }

            ConnectorFailure failure = assertFails(database, "SELECT * FROM orders", "lock-timeout", "monthly-report");

            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        }
    }

    @Test
    void backsOffWhenTheServerHasNoConnectionLeft() throws Exception {
        try (PooledDatabase first = open(server().port(), name);
                Connection one = first.reading();
                Connection two = first.reading();
                Connection three = first.reading();
                PooledDatabase second = open(server().port(), name)) {
            ConnectorFailure failure = failureOf(second, second::reading);

            assertThat(List.of(one, two, three)).doesNotContainNull();
            assertThat(failure.code()).isEqualTo("too-many-connections");
            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        }
    }

    @Test
    void saysWhenItsOwnConnectionsAreAllInUse() throws Exception {
        try (PooledDatabase database =
                        open(server().port(), name, "connection.max", "1", "connect.timeout.ms", "5000");
                Connection only = database.reading()) {
            ConnectorFailure failure = failureOf(database, database::reading);

            assertThat(only.isClosed()).isFalse();
            assertThat(failure.code()).isEqualTo("pool-exhausted");
        }
    }

    @Test
    void endsAReadingThatWaitsForTheServerWhenItIsClosed() throws Exception {
        PooledDatabase database = open(server().port(), name);
        Thread closer = new Thread(() -> {
            Eventually.holds("the query runs", this::sleeps);
            database.close();
        });
        Instant before = Instant.now();
        closer.start();

        assertFails(database, server().sleep(60), "(connection-lost|server-shutting-down|statement-timeout)", "");
        closer.join();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(50));
    }

    @Test
    void discardsAConnectionWithoutReadingTheRestOfItsResult() throws Exception {
        try (PooledDatabase database = open(server().port(), name, "connection.max", "1", "fetch.rows", "10");
                Connection connection = database.reading();
                PreparedStatement query = database.query(connection, "SELECT a.id FROM orders a, orders b")) {
            assertThat(query.executeQuery().next()).isTrue();

            database.discard(connection);

            assertThat(count(database)).isGreaterThanOrEqualTo(ROWS);
        }
    }

    @Test
    void recognisesADeadlock() throws Exception {
        try (PooledDatabase database = openAsAdmin();
                Connection one = database.writing();
                Connection two = database.writing();
                Statement first = one.createStatement();
                Statement second = two.createStatement()) {
            first.execute("UPDATE salaries SET id = id + 20 WHERE id = 1");
            second.execute("UPDATE salaries SET id = id + 30 WHERE id = 2");
            Queue<SQLException> failures = new ConcurrentLinkedQueue<>();
            Thread other = new Thread(() -> update(first, 2, failures));
            other.start();
            update(second, 1, failures);
            other.join();

            assertThat(failures).hasSize(1);
            assertThat(database.failure("salaries", failures.element()).code()).isEqualTo("deadlock");
        }
    }

    private static void update(Statement statement, int id, Queue<SQLException> failures) {
        try {
            statement.execute("UPDATE salaries SET id = id + 10 WHERE id = " + id);
        } catch (SQLException failure) {
            failures.add(failure);
        }
    }

    abstract String silence();

    private boolean sleeps() {
        try (Connection connection = server().admin(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sleeping())) {
            return rows.next();
        } catch (SQLException failure) {
            return false;
        }
    }

    abstract String sleeping();

    private ConnectorFailure assertFails(PooledDatabase database, String sql, String code, String named) {
        ConnectorFailure failure = failureOf(database, () -> {
            try (Connection connection = database.reading();
                    PreparedStatement query = database.query(connection, sql)) {
                if (query.execute()) {
                    ResultSet rows = query.getResultSet();
                    while (rows.next()) {
                        assertThat(rows.getRow()).isPositive();
                    }
                }
            }
        });
        assertThat(failure.code()).as(sql).matches(code);
        assertThat(failure).hasMessageContaining("monthly-report").hasMessageContaining(named);
        return failure;
    }

    private static ConnectorFailure failureOf(PooledDatabase database, ThrowingCallable action) {
        SQLException failure = catchThrowableOfType(SQLException.class, action);
        assertThat((Throwable) failure).as("the failure").isNotNull();
        return database.failure("monthly-report", failure);
    }

    private PooledDatabase open(int port, String database, String... more) {
        return PooledDatabase.open(
                ConnectionSettingsOf.server(server().url(port, database), user, FIRST_WORD, more), "faults");
    }

    PooledDatabase openAsAdmin() {
        return PooledDatabase.open(
                ConnectionSettingsOf.server(
                        server().url(server().port(), name), server().adminName(), server().adminPassword()),
                "faults");
    }

    private void administrate(String sql) throws SQLException {
        try (Connection connection = server().admin(name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(PooledDatabase database) throws SQLException {
        try (Connection connection = database.reading();
                PreparedStatement query = database.query(connection, "SELECT count(*) FROM orders");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
