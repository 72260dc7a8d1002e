package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.server.Dialect;
import dev.millrace.partner.database.PostgresServer;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ConcurrentWritersTest {

    private static final int WRITERS = 8;
    private static final int TRANSACTIONS = 150;
    private static final String NAP = "SELECT pg_sleep(0.02)";

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
        admin.sql(
                "CREATE TABLE orders (id int PRIMARY KEY, state text NOT NULL)",
                "INSERT INTO orders SELECT n, 'first' FROM generate_series(1, 20) n");
        Capture.install(admin.connection(), Dialect.POSTGRESQL, "public.orders");
        capture = new Capture(server.url(database), PostgresServer.USER, PostgresServer.PASSWORD)
                .with(CaptureSettings.PAGE_ROWS, "7")
                .with(CaptureSettings.DONE_ROWS, "5");
    }

    @AfterEach
    void tearDown() throws Exception {
        capture.close();
        admin.close();
    }

    @Test
    void withExactlyOnceEachChangeIsToldOnceAndTheReplayGivesTheTable() throws Exception {
        run(capture.with(CaptureSettings.DONE, "keep"), 1, 0);

        Replay.givesTheTable(capture.topic, admin);
        Replay.isInOrder(capture.topic);
        TreeSet<Long> told = new TreeSet<>();
        capture.topic.log().stream()
                .filter(record -> record.value() != null)
                .map(record -> ((Struct) record.value()).getStruct("source").getInt64("seq"))
                .filter(number -> number != null)
                .forEach(told::add);
        assertThat(told)
                .containsExactlyElementsOf(admin.column("SELECT seq FROM orders_changes ORDER BY seq").stream()
                        .map(Long::valueOf)
                        .toList());
    }

    @Test
    void withExactlyOnceRowsAreDeletedWhileWritersWrite() throws Exception {
        run(capture.with(CaptureSettings.DONE, "delete"), 2, 0);

        Replay.givesTheTable(capture.topic, admin);
        Replay.isInOrder(capture.topic);
        assertThat(admin.number("SELECT count(*) FROM orders_changes")).isEqualTo(1);
    }

    @Test
    void atLeastOnceTheReplayStillGivesTheTable() throws Exception {
        run(capture.with(CaptureSettings.DONE, "delete"), 3, 9);

        Replay.givesTheTable(capture.topic, admin);
    }

    private void run(Capture with, long seed, int stale) throws Exception {
        try (Writers writers = new Writers(WRITERS, TRANSACTIONS, seed, NAP, () -> server.connect(database))) {
            Restarts.until(writers, with, admin, "public.orders", seed, stale);
        }
    }
}
