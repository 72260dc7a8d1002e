package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.testkit.LogCapture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ChangeReadingTest {

    private String database;
    private Connection writer;
    private Capture capture;

    @BeforeAll
    static void needsPostgreSql() {
        PostgresServer.missing().ifPresent(Assumptions::abort);
    }

    @BeforeEach
    void setUp() throws Exception {
        PostgresServer server = PostgresServer.shared();
        database = server.createDatabase();
        writer = server.connect(database);
        capture = new Capture(server.url(database), PostgresServer.USER, PostgresServer.PASSWORD);
        sql("CREATE TABLE orders (id int PRIMARY KEY, state text NOT NULL, price numeric(10, 2))");
        sql("INSERT INTO orders VALUES (1, 'old', 1.10), (2, 'old', NULL), (3, 'old', 3)");
    }

    @AfterEach
    void tearDown() throws Exception {
        capture.close();
        writer.close();
    }

    @Test
    void changesBecomeEnvelopesInTheirOrder() throws Exception {
        Reading reading = never();
        sql("INSERT INTO orders VALUES (7, 'new', 7.25)");
        sql("UPDATE orders SET state = 'paid' WHERE id = 7");
        sql("DELETE FROM orders WHERE id = 7");

        reading.turn(capture.topic);

        assertThat(capture.topic.operations()).isEqualTo("cudt");
        DatabaseRecord update = capture.topic.log().get(1);
        assertThat(((Struct) update.key()).get("id")).isEqualTo(7);
        Struct value = (Struct) update.value();
        assertThat(value.schema().name()).isEqualTo("public.orders.Envelope");
        assertThat(value.getStruct("before").getString("state")).isEqualTo("new");
        assertThat(value.getStruct("after").getString("state")).isEqualTo("paid");
        assertThat(value.getStruct("source").getInt64("seq")).isEqualTo(2);
        assertThat(value.getStruct("source").getString("table")).isEqualTo("orders");
    }

    @Test
    void aKeyThatChangesIsDeletedUnderTheOldAndMadeUnderTheNew() throws Exception {
        Reading reading = never();
        sql("UPDATE orders SET id = 70 WHERE id = 1");

        reading.turn(capture.topic);

        assertThat(capture.topic.operations()).isEqualTo("dtc");
        assertThat(capture.topic.log())
                .map(record -> ((Struct) record.key()).get("id"))
                .containsExactly(1, 1, 70);
        assertThat(capture.topic.log())
                .map(record -> String.valueOf(record.sourceOffset()))
                .doesNotHaveDuplicates();
    }

    @Test
    void goesOnInTheMiddleOfARowsRecords() throws Exception {
        Reading reading = never();
        sql("UPDATE orders SET id = 70 WHERE id = 1");
        sql("UPDATE orders SET id = 71 WHERE id = 2");
        capture.topic.takes(2);

        assertThatThrownBy(() -> reading.turn(capture.topic)).isInstanceOf(InterruptedException.class);
        capture.topic.takes(100);
        capture.changes("public.orders").turn(capture.topic);

        assertThat(capture.topic.operations()).isEqualTo("dtcdtc");
    }

    @Test
    void tombstonesCanBeSwitchedOff() throws Exception {
        capture.with(CaptureSettings.TOMBSTONES, "false");
        Reading reading = never();
        sql("DELETE FROM orders WHERE id = 1");

        reading.turn(capture.topic);

        assertThat(capture.topic.operations()).isEqualTo("d");
    }

    @Test
    void aTruncatedTableIsOneDeletionForEachRow() throws Exception {
        Reading reading = never();
        sql("TRUNCATE orders");

        reading.turn(capture.topic);

        assertThat(capture.topic.operations()).isEqualTo("dtdtdt");
    }

    @Test
    void rowsAreDeletedOnlyAfterKafkaHasThemAndTheNewestNever() throws Exception {
        Reading reading = never();
        sql("UPDATE orders SET state = 'a'");
        sql("UPDATE orders SET state = 'b'");
        capture.topic.withhold();

        reading.turn(capture.topic);
        reading.turn(capture.topic);
        long withheld = count("SELECT count(*) FROM orders_changes");
        capture.topic.log().get(0).settle(true);
        capture.topic.log().get(1).settle(true);
        capture.topic.log().get(4).settle(true);
        reading.turn(capture.topic);
        long someSettled = count("SELECT count(*) FROM orders_changes");
        capture.topic.settleAll(true);
        reading.turn(capture.topic);

        assertThat(withheld).isEqualTo(6);
        assertThat(someSettled).isEqualTo(5);
        assertThat(count("SELECT seq FROM orders_changes")).isEqualTo(6);
        assertThat(count("SELECT count(*) FROM orders_changes")).isEqualTo(1);
    }

    @Test
    void aRowOfSeveralRecordsStaysUntilTheLastIsSettled() throws Exception {
        Reading reading = never();
        sql("DELETE FROM orders WHERE id = 1");
        sql("DELETE FROM orders WHERE id = 2");
        capture.topic.withhold();
        reading.turn(capture.topic);

        capture.topic.log().get(0).settle(true);
        capture.topic.log().get(2).settle(true);
        capture.topic.log().get(3).settle(true);
        reading.turn(capture.topic);

        assertThat(count("SELECT count(*) FROM orders_changes")).isEqualTo(2);
    }

    @Test
    void rowsWhoseRecordsATransformDropsAreDoneWith() throws Exception {
        Reading reading = never();
        sql("UPDATE orders SET state = 'a'");
        capture.topic.withhold();
        reading.turn(capture.topic);

        capture.topic.settleAll(false);
        reading.turn(capture.topic);

        assertThat(count("SELECT seq FROM orders_changes")).isEqualTo(3);
    }

    @Test
    void rowsAreMarkedWhereTheyAreToStay() throws Exception {
        capture.with(CaptureSettings.DONE, "mark");
        Reading reading = never();
        sql("UPDATE orders SET state = 'a'");

        reading.turn(capture.topic);
        reading.turn(capture.topic);

        assertThat(count("SELECT count(*) FROM orders_changes WHERE done IS NOT NULL"))
                .isEqualTo(3);
    }

    @Test
    void deletedRowsAreNoGapForAnOlderOffset() throws Exception {
        Reading reading = never();
        sql("UPDATE orders SET state = 'a'");
        reading.turn(capture.topic);
        reading.turn(capture.topic);
        capture.topic.storedBehind(2);
        sql("UPDATE orders SET state = 'b' WHERE id = 1");

        capture.changes("public.orders").turn(capture.topic);

        assertThat(capture.topic.log())
                .map(record -> ((Struct) record.value()).getStruct("source").getInt64("seq"))
                .containsExactly(1L, 2L, 3L, 3L, 4L);
    }

    @Test
    void aTableThatBeginsAnewIsNotTakenForOneWithoutNews() throws Exception {
        never().turn(capture.topic);
        sql("UPDATE orders SET state = 'a'");
        never().turn(capture.topic);
        sql("TRUNCATE orders_changes RESTART IDENTITY");

        assertThatThrownBy(() -> capture.changes("public.orders").turn(capture.topic))
                .isInstanceOfSatisfying(
                        ConnectorFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("numbers-begin-anew"));
    }

    @Test
    void aTableThatBeginsAnewWhileItIsReadIsNotTakenForOneWithoutNews() throws Exception {
        Reading reading = never();
        sql("UPDATE orders SET state = 'a'");
        reading.turn(capture.topic);
        sql("TRUNCATE orders_changes RESTART IDENTITY");

        assertThatThrownBy(() -> {
                    reading.turn(capture.topic);
                    again();
                    reading.turn(capture.topic);
                })
                .isInstanceOfSatisfying(
                        ConnectorFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("numbers-begin-anew"));
    }

    @Test
    void columnsAreAddedAndDroppedBetweenChanges() throws Exception {
        Reading reading = never();
        sql("UPDATE orders SET state = 'a' WHERE id = 1");
        reading.turn(capture.topic);
        sql("UPDATE orders SET state = 'b', price = 9 WHERE id = 1");
        sql("ALTER TABLE orders ADD note text NOT NULL DEFAULT 'none'");
        again();
        sql("UPDATE orders SET note = 'some' WHERE id = 1");
        sql("ALTER TABLE orders DROP price");
        again();
        sql("UPDATE orders SET note = 'more' WHERE id = 1");

        try (LogCapture log = new LogCapture()) {
            reading.turn(capture.topic);

            assertThat(log.lines())
                    .anyMatch(line -> line.contains("have the column price, which the table has no more"));
            assertThat(log.lines()).anyMatch(line -> line.contains("added note; removed price"));
        }
        assertThat(capture.topic.log())
                .filteredOn(record -> record.topic().equals("orders"))
                .map(record -> ((Struct) record.value()).getStruct("after"))
                .map(row -> row.get("state") + ":" + (row.schema().field("note") == null ? "-" : row.get("note")))
                .containsExactly("a:-", "b:null", "b:some", "b:more");
        assertThat(capture.topic.log()).anyMatch(record -> record.topic().equals("audit"));
    }

    @Test
    void aColumnThatTheTriggersDoNotKnowYetIsAnnounced() throws Exception {
        Reading reading = never();
        sql("ALTER TABLE orders ADD note text NOT NULL DEFAULT 'none'");
        sql("UPDATE orders SET note = 'some' WHERE id = 1");

        try (LogCapture log = new LogCapture()) {
            reading.turn(capture.topic);

            assertThat(log.lines()).anyMatch(line -> line.contains("images of rows lack the column note"));
        }
    }

    @Test
    void aRowThatCanNotBeReadIsSetAsideAndStaysUntilKafkaKnows() throws Exception {
        Reading reading = never();
        sql("ALTER TABLE orders ALTER price TYPE numeric");
        sql("UPDATE orders SET price = 'NaN' WHERE id = 1");
        sql("UPDATE orders SET price = 4 WHERE id = 1");
        sql("UPDATE orders SET price = 5 WHERE id = 2");
        capture.topic.withhold();

        reading.turn(capture.topic);
        capture.topic.log().get(2).settle(true);
        reading.turn(capture.topic);

        assertThat(capture.topic.log()).map(DatabaseRecord::topic).containsExactly("malformed", "malformed", "orders");
        assertThat(count("SELECT count(*) FROM orders_changes")).isEqualTo(3);
        capture.topic.settleAll(true);
        reading.turn(capture.topic);
        assertThat(count("SELECT seq FROM orders_changes")).isEqualTo(3);
    }

    @Test
    void rowsFromBeforeTheTriggersAreReadOnceInBetweenTheChanges() throws Exception {
        Capture.install(writer, Dialect.POSTGRESQL, "public.orders");
        sql("UPDATE orders SET state = 'early' WHERE id = 2");
        capture.with(CaptureSettings.PAGE_ROWS, "2");
        Reading reading = capture.changes("public.orders");

        reading.turn(capture.topic);
        sql("INSERT INTO orders VALUES (4, 'new', 4)");
        reading.turn(capture.topic);
        capture.changes("public.orders").turn(capture.topic);

        assertThat(capture.topic.operations()).isEqualTo("urrrc");
        assertThat(capture.topic.replayed().values())
                .map(row -> row.get("state"))
                .containsExactlyInAnyOrder("old", "early", "old", "new");
        assertThat(capture.topic.log().get(3).sourceOffset().toString()).doesNotContain("snapshot");
    }

    @Test
    void theSnapshotLeavesOutRowsWhoseChangesWait() throws Exception {
        Capture.install(writer, Dialect.POSTGRESQL, "public.orders");
        try (Session open = Session.begun(PostgresServer.shared().connect(database))) {
            open.sql("UPDATE orders SET state = 'open' WHERE id = 1");
            sql("UPDATE orders SET state = 'waits' WHERE id = 2");
            Reading reading = capture.changes("public.orders");

            reading.turn(capture.topic);
            String during = capture.topic.operations();
            open.commit();
            reading.turn(capture.topic);

            assertThat(during).isEqualTo("rr");
            assertThat(capture.topic.operations()).isEqualTo("rruu");
            assertThat(capture.topic.log())
                    .map(record -> ((Struct) record.value()).getStruct("after").get("state"))
                    .containsExactly("old", "old", "open", "waits");
        }
    }

    @Test
    void aReaderWithNoMoreThanTheGrantsOfTheGeneratedSqlReadsAndDeletes() throws Exception {
        String role = "reader_" + database;
        sql("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'");
        DdlRequest request = new DdlRequest(
                TableName.parse("public.orders"),
                TableName.parse("public.orders_changes"),
                Optional.of(role),
                Done.DELETE,
                DdlRequest.Part.CREATE);
        Capture.run(writer, ChangeTableDdl.statements(writer, Dialect.POSTGRESQL, request));
        try (Capture least = new Capture(PostgresServer.shared().url(database), role, "secret");
                Session open = Session.begun(PostgresServer.shared().connect(database))) {
            Reading reading = least.changes("public.orders");
            open.sql("UPDATE orders SET state = 'a' WHERE id = 1");
            sql("UPDATE orders SET state = 'b' WHERE id = 2");
            reading.turn(least.topic);
            open.rollback();
            reading.turn(least.topic);
            reading.turn(least.topic);

            assertThat(least.topic.operations()).isEqualTo("rru");
            sql("UPDATE orders SET state = 'c' WHERE id = 2");
            reading.turn(least.topic);
            reading.turn(least.topic);
            assertThat(count("SELECT seq FROM orders_changes")).isEqualTo(3);
        }
    }

    private Reading never() throws SQLException {
        if (count("SELECT count(*) FROM pg_class WHERE relname = 'orders_changes'") == 0) {
            Capture.install(writer, Dialect.POSTGRESQL, "public.orders");
        }
        return capture.with(CaptureSettings.SNAPSHOT, "never").changes("public.orders");
    }

    private void again() throws SQLException {
        DdlRequest request = new DdlRequest(
                TableName.parse("public.orders"),
                TableName.parse("public.orders_changes"),
                Optional.empty(),
                Done.DELETE,
                DdlRequest.Part.TRIGGERS);
        Capture.run(writer, ChangeTableDdl.statements(writer, Dialect.POSTGRESQL, request));
    }

    private void sql(String statement) throws SQLException {
        try (Statement sql = writer.createStatement()) {
            sql.execute(statement);
        }
    }

    private long count(String query) throws SQLException {
        try (Statement sql = writer.createStatement();
                ResultSet result = sql.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
