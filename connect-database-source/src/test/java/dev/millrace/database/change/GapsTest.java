package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.testkit.LogCapture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class GapsTest {

    private final SteppedClock clock = new SteppedClock();
    private final List<Session> sessions = new ArrayList<>();
    private PostgresServer server;
    private String database;
    private Session admin;
    private Capture capture;

    @BeforeAll
    static void needsPostgreSql() {
        PostgresServer.missing().ifPresent(Assumptions::abort);
    }

    @BeforeEach
    void setUp() throws Exception {
        server = PostgresServer.shared();
        database = server.createDatabase();
        admin = Session.of(server.connect(database));
        admin.sql("CREATE TABLE orders (id int PRIMARY KEY, state text NOT NULL)", "CREATE TABLE other (id int)");
        Capture.install(admin.connection(), Dialect.POSTGRESQL, "public.orders");
        admin.sql(
                "INSERT INTO orders SELECT n, 'first' FROM generate_series(1, 5) n",
                "TRUNCATE orders_changes RESTART IDENTITY");
        capture = new Capture(server.url(database), PostgresServer.USER, PostgresServer.PASSWORD)
                .with(clock)
                .with(CaptureSettings.SNAPSHOT, "never");
    }

    @AfterEach
    void tearDown() throws Exception {
        for (Session session : sessions) {
            session.close();
        }
        capture.close();
        admin.close();
    }

    @Test
    void aCursorOnWhatIsVisibleLosesARowAndThisReadingDoesNot() throws Exception {
        Reading reading = capture.changes("public.orders");
        NaiveCursor naive = new NaiveCursor("SELECT seq FROM orders_changes WHERE seq > ? ORDER BY seq");
        Session slow = begin().sql("UPDATE orders SET state = 'slow' WHERE id = 1");
        begin().sql("UPDATE orders SET state = 'quick' WHERE id = 2").commit();

        naive.read();
        reading.turn(capture.topic);
        assertThat(numbers()).isEmpty();
        slow.commit();
        naive.read();
        reading.turn(capture.topic);

        assertThat(naive.seen).containsExactly("2");
        assertThat(numbers()).containsExactly(1L, 2L);
    }

    @Test
    void theOldestTransactionWithACursorOnTheNumberLosesARowAndThisReadingDoesNot() throws Exception {
        Reading reading = capture.changes("public.orders");
        NaiveCursor naive = new NaiveCursor("SELECT seq FROM orders_changes WHERE seq > ?"
                + " AND tx < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY seq");
        Session older = begin().sql("INSERT INTO other VALUES (1)");
        Session younger = begin().sql("UPDATE orders SET state = 'younger' WHERE id = 1");
        older.sql("UPDATE orders SET state = 'older' WHERE id = 2").commit();

        naive.read();
        reading.turn(capture.topic);
        younger.commit();
        naive.read();
        reading.turn(capture.topic);

        assertThat(naive.seen).containsExactly("2");
        assertThat(numbers()).containsExactly(1L, 2L);
    }

    @Test
    void theOrderOfTransactionIdsIsNotTheOrderOfAKeysChanges() throws Exception {
        Session older = begin().sql("INSERT INTO other VALUES (1)");
        begin().sql("UPDATE orders SET state = 'younger' WHERE id = 1").commit();
        older.sql("UPDATE orders SET state = 'older' WHERE id = 1").commit();

        List<String> byTransaction = admin.column("SELECT after ->> 'state' FROM orders_changes ORDER BY tx");
        capture.changes("public.orders").turn(capture.topic);

        assertThat(byTransaction).containsExactly("older", "younger");
        assertThat(admin.column("SELECT state FROM orders WHERE id = 1")).containsExactly("older");
        assertThat(capture.topic.log())
                .map(record -> ((Struct) record.value()).getStruct("after").getString("state"))
                .containsExactly("younger", "older");
    }

    /** pg_snapshot_xmax is one beyond the newest transaction that has ended: a running one may be beyond it. */
    @Test
    void theUpperEndOfASnapshotIsTooLowAMark() throws Exception {
        PostgresGapRule rule = new PostgresGapRule(capture.database(), TableName.parse("public.orders_changes"), true);
        Session older = begin().sql("INSERT INTO other VALUES (1)");
        Session younger = begin().sql("UPDATE orders SET state = 'younger' WHERE id = 1");
        older.sql("UPDATE orders SET state = 'older' WHERE id = 2").commit();

        String upper =
                admin.column("SELECT pg_snapshot_xmax(pg_current_snapshot())").get(0);
        try (Connection connection = capture.database().reading()) {
            GapRule.Sight sight = rule.sight(connection);

            assertThat(admin.column("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= '" + upper + "'::xid8"))
                    .as("what xmax as the mark says while the owner of number 1 is open")
                    .containsExactly("t");
            assertThat(rule.isOver(connection, sight, 1, 1)).isFalse();
            younger.commit();
            assertThat(rule.isOver(connection, sight, 1, 1)).isTrue();
        }
    }

    @Test
    void theNumberOfARollbackIsPassedAtOnce() throws Exception {
        Reading reading = capture.changes("public.orders");
        Session open = begin().sql("INSERT INTO other VALUES (1)");
        begin().sql("UPDATE orders SET state = 'undone' WHERE id = 1").rollback();
        admin.sql("UPDATE orders SET state = 'done' WHERE id = 2");

        reading.turn(capture.topic);

        assertThat(numbers()).containsExactly(2L);
        open.rollback();
    }

    @Test
    void theNumbersOfAnUndoneSavepointArePassedWhenTheTransactionHasEnded() throws Exception {
        Reading reading = capture.changes("public.orders");
        Session open = begin().sql(
                        "UPDATE orders SET state = 'kept' WHERE id = 1",
                        "SAVEPOINT here",
                        "UPDATE orders SET state = 'undone'",
                        "ROLLBACK TO here",
                        "UPDATE orders SET state = 'kept too' WHERE id = 1");

        reading.turn(capture.topic);
        assertThat(numbers()).isEmpty();
        open.commit();
        reading.turn(capture.topic);

        assertThat(numbers()).containsExactly(1L, 7L);
    }

    @Test
    void changesWaitBehindATransactionThatDoesNotEndAndItIsSaid() throws Exception {
        Reading reading = capture.with(GapSettings.ALARM, "60000").changes("public.orders");
        Session open = begin().sql("UPDATE orders SET state = 'secret' WHERE id = 1");
        admin.sql("UPDATE orders SET state = 'done' WHERE id = 2");

        try (LogCapture log = new LogCapture()) {
            reading.turn(capture.topic);
            assertThat(warnings(log)).isEmpty();
            clock.advance(Duration.ofSeconds(60));
            reading.turn(capture.topic);
            reading.turn(capture.topic);
            clock.advance(Duration.ofDays(1));
            reading.turn(capture.topic);

            assertThat(warnings(log)).hasSize(2).allMatch(line -> line.contains("numbers 1 to 1"));
            assertThat(warnings(log)).noneMatch(line -> line.contains("secret"));
        }
        assertThat(numbers()).isEmpty();
        open.commit();
        reading.turn(capture.topic);
        assertThat(numbers()).containsExactly(1L, 2L);
    }

    @Test
    void skipsTheNumbersOfATransactionThatDoesNotEndAfterTheTimeoutAndSaysSo() throws Exception {
        Reading reading = capture.with(GapSettings.ON_TIMEOUT, "skip")
                .with(GapSettings.TIMEOUT, "600000")
                .changes("public.orders");
        Session open = begin().sql("UPDATE orders SET state = 'late' WHERE id = 1");
        admin.sql("UPDATE orders SET state = 'done' WHERE id = 2");
        reading.turn(capture.topic);
        clock.advance(Duration.ofMillis(599_999));
        reading.turn(capture.topic);
        assertThat(numbers()).isEmpty();

        try (LogCapture log = new LogCapture()) {
            clock.advance(Duration.ofMillis(1));
            reading.turn(capture.topic);

            assertThat(warnings(log)).anyMatch(line -> line.contains("skipped the numbers 1 to 1"));
        }

        DatabaseRecord event = capture.topic.log().get(0);
        assertThat(event.topic()).isEqualTo("audit");
        assertThat(event.sourceOffset().get("seq")).isEqualTo(1L);
        assertThat(numbers()).containsExactly(2L);
        open.commit();
        admin.sql("UPDATE orders SET state = 'next' WHERE id = 3", "UPDATE orders SET state = 'last' WHERE id = 3");
        reading.turn(capture.topic);
        reading.turn(capture.topic);
        assertThat(numbers()).containsExactly(2L, 3L, 4L);
        assertThat(admin.column("SELECT seq FROM orders_changes ORDER BY seq"))
                .as("what came too late stays for people")
                .containsExactly("1", "4");
    }

    @Test
    void aPreparedTransactionIsWaitedForAlthoughItsSessionHasGoneOn() throws Exception {
        try (PostgresServer own = PostgresServer.start()) {
            try (Session session = Session.of(own.connect("postgres"))) {
                session.sql("ALTER SYSTEM SET max_prepared_transactions = 5");
            }
            own.restart();
            try (Session session = Session.of(own.connect("postgres"));
                    Session writer = Session.begun(own.connect("postgres"));
                    Capture with = new Capture(own.url("postgres"), PostgresServer.USER, PostgresServer.PASSWORD)) {
                session.sql("CREATE TABLE orders (id int PRIMARY KEY, state text)");
                Capture.install(session.connection(), Dialect.POSTGRESQL, "public.orders");
                Reading reading = with.with(CaptureSettings.SNAPSHOT, "never").changes("public.orders");
                writer.sql("INSERT INTO orders VALUES (1, 'prepared')");
                session.sql("INSERT INTO orders VALUES (2, 'done')");
                reading.turn(with.topic);
                writer.sql("PREPARE TRANSACTION 'here'");

                reading.turn(with.topic);
                assertThat(with.topic.log()).isEmpty();
                session.sql("COMMIT PREPARED 'here'");
                reading.turn(with.topic);

                assertThat(with.topic.operations()).isEqualTo("cc");
            }
        }
    }

    private Session begin() throws SQLException {
        Session session = Session.begun(server.connect(database));
        sessions.add(session);
        return session;
    }

    private List<Long> numbers() {
        return capture.topic.log().stream()
                .filter(record -> record.topic().equals("orders"))
                .map(record -> ((Struct) record.value()).getStruct("source").getInt64("seq"))
                .toList();
    }

    private static List<String> warnings(LogCapture log) {
        return log.lines().stream()
                .filter(line -> line.contains("public.orders: "))
                .toList();
    }

    /** Reads what is visible behind the last row that it saw. */
    private final class NaiveCursor {

        private final String query;
        private final List<String> seen = new ArrayList<>();

        NaiveCursor(String query) {
            this.query = query;
        }

        void read() throws SQLException {
            seen.addAll(admin.column(query.replace("?", seen.isEmpty() ? "0" : seen.get(seen.size() - 1))));
        }
    }
}
