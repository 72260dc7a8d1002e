package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import dev.millrace.database.server.TableName;
import dev.millrace.partner.database.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OutboxReadingTest {

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
        admin.sql("CREATE TABLE outbox (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, aggregate_type text,"
                + " aggregate_id text, type text, payload jsonb, headers jsonb, at timestamptz)");
        capture = new Capture(server.url(database), PostgresServer.USER, PostgresServer.PASSWORD)
                .with(OutboxSettings.TOPIC, "outbox.event.{aggregate_type}")
                .with(OutboxSettings.HEADERS, "headers")
                .with(OutboxSettings.COLUMN_HEADERS, "type:event-type, seq")
                .with(OutboxSettings.TIME, "at");
    }

    @AfterEach
    void tearDown() throws Exception {
        capture.close();
        admin.close();
    }

    @Test
    void aRowSaysWhatRecordItIs() throws Exception {
        insert(
                admin,
                "'order', '42', 'Placed', '{\"total\": 3}', '{\"trace\": \"abc\", \"none\": null}', '2026-01-02T03:04:05.678Z'");

        reading().turn(capture.topic);

        DatabaseRecord record = capture.topic.log().get(0);
        assertThat(record.topic()).isEqualTo("outbox.event.order");
        assertThat(record.key()).isEqualTo("42");
        assertThat(record.value()).isEqualTo("{\"total\": 3}");
        assertThat(record.headers().lastWithName("event-type").value()).isEqualTo("Placed");
        assertThat(record.headers().lastWithName("seq").value()).isEqualTo(1L);
        assertThat(record.headers().lastWithName("trace").value()).isEqualTo("abc");
        assertThat(record.headers().lastWithName("none")).isNull();
        assertThat(record.timestamp()).isEqualTo(1767323045678L);
        assertThat(record.sourcePartition()).isEqualTo(java.util.Map.of("outbox", "public.outbox"));
    }

    @Test
    void rowsOfAnOpenTransactionAreWaitedForAndRowsThatKafkaHasAreDeleted() throws Exception {
        Reading reading = reading();
        try (Session open = Session.begun(server.connect(database));
                Session undone = Session.begun(server.connect(database))) {
            insert(open, "'order', '1', 'Placed', NULL, NULL, NULL");
            insert(undone, "'order', '2', 'Placed', NULL, NULL, NULL");
            insert(admin, "'order', '3', 'Placed', NULL, NULL, NULL");

            reading.turn(capture.topic);
            assertThat(capture.topic.log()).isEmpty();
            undone.rollback();
            open.commit();
            reading.turn(capture.topic);
            reading.turn(capture.topic);
        }

        assertThat(capture.topic.log()).map(DatabaseRecord::key).containsExactly("1", "3");
        assertThat(admin.column("SELECT seq FROM outbox")).containsExactly("3");
    }

    /** The identity column draws its number before the insert gives its transaction an id. */
    @Test
    void aWriterThatDrewANumberButHasNoTransactionIdYetIsWaitedFor() throws Exception {
        Reading reading = reading();
        try (Session open = Session.begun(server.connect(database))) {
            open.sql("LOCK TABLE outbox IN ROW EXCLUSIVE MODE", "SELECT nextval('outbox_seq_seq')");
            insert(admin, "'order', '2', 'Placed', NULL, NULL, NULL");
            reading.turn(capture.topic);
            assertThat(capture.topic.log()).isEmpty();

            open.sql(
                    "INSERT INTO outbox (seq, aggregate_type, aggregate_id) OVERRIDING SYSTEM VALUE VALUES (1, 'order', '1')");
            reading.turn(capture.topic);
            assertThat(capture.topic.log()).isEmpty();
            open.commit();
            reading.turn(capture.topic);
        }

        assertThat(capture.topic.log()).map(DatabaseRecord::key).containsExactly("1", "2");
    }

    @Test
    void aRowWhoseTopicIsNoneIsSetAsideWithoutAWordOfIt() throws Exception {
        insert(admin, "'no topic!', '1', 'Placed', NULL, NULL, NULL");

        reading().turn(capture.topic);

        DatabaseRecord told = capture.topic.log().get(0);
        assertThat(told.topic()).isEqualTo("malformed");
        assertThat(String.valueOf(told.value())).contains("topic-illegal").doesNotContain("no topic!");
    }

    private Reading reading() {
        return OutboxReadings.open(
                        capture.room(),
                        List.of(TableName.parse("public.outbox")),
                        capture.capture(),
                        OutboxSettings.from(capture.config()),
                        GapSettings.from(capture.config()),
                        Capture.types())
                .get(0);
    }

    private static void insert(Session session, String values) throws SQLException {
        session.sql("INSERT INTO outbox (aggregate_type, aggregate_id, type, payload, headers, at) VALUES (" + values
                + ")");
    }
}
