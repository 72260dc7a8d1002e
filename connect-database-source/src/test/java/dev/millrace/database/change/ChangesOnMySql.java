package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.reading.Reading;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.partner.database.MySqlMake;
import dev.millrace.partner.database.MySqlServer;
import java.sql.DriverManager;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Change tables on the servers of MySQL's protocol. */
@Timeout(300)
abstract class ChangesOnMySql {

    private final MySqlMake make;
    private final String scheme;
    private MySqlServer server;
    private String database;
    private Session admin;
    private Capture capture;

    /** @param scheme how the URL begins, which decides whose driver it is */
    ChangesOnMySql(MySqlMake make, String scheme) {
        this.make = make;
        this.scheme = scheme;
    }

    @BeforeEach
    void setUp() throws Exception {
        server = make.shared();
        database = server.createDatabase();
        admin = Session.of(server.connect(database));
        admin.sql(
                "CREATE TABLE orders (id int PRIMARY KEY, state varchar(40) NOT NULL)",
                "INSERT INTO orders VALUES (1, 'first'), (2, 'first'), (3, 'first'), (4, 'first')");
        capture = new Capture(url(), MySqlServer.USER, MySqlServer.PASSWORD);
    }

    @AfterEach
    void tearDown() throws Exception {
        if (capture != null) {
            capture.close();
            admin.close();
        }
    }

    @Test
    void changesBecomeEnvelopesInTheirOrder() throws Exception {
        Reading reading = never();
        admin.sql(
                "INSERT INTO orders VALUES (7, 'new')",
                "UPDATE orders SET state = 'paid' WHERE id = 7",
                "UPDATE orders SET id = 8 WHERE id = 7",
                "REPLACE INTO orders VALUES (8, 'again')",
                "DELETE FROM orders WHERE id = 8");

        reading.turn(capture.topic);
        reading.turn(capture.topic);

        assertThat(capture.topic.operations()).isEqualTo("cudtcdtcdt");
        assertThat(admin.column("SELECT seq FROM orders_changes")).hasSize(1);
        Struct source = ((Struct) capture.topic.log().get(0).value()).getStruct("source");
        assertThat(source.getString("db")).isEqualTo(database);
        assertThat(source.getInt64("ts_ms"))
                .isBetween(System.currentTimeMillis() - 600_000, System.currentTimeMillis() + 1000);
    }

    @Test
    void rowsFromBeforeTheTriggersAreReadPageByPage() throws Exception {
        Capture.install(admin.connection(), Dialect.MYSQL, database + ".orders");
        admin.sql("UPDATE orders SET state = 'early' WHERE id = 2");
        Reading reading = capture.with(CaptureSettings.PAGE_ROWS, "2").changes(database + ".orders");

        reading.turn(capture.topic);
        reading.turn(capture.topic);

        assertThat(capture.topic.operations()).isEqualTo("urrrr");
        Replay.givesTheTable(capture.topic, admin);
    }

    @Test
    void aRollbackIsPassedAndAnOpenTransactionIsWaitedFor() throws Exception {
        Reading reading = never();
        try (Session open = Session.begun(server.connect(database));
                Session undone = Session.begun(server.connect(database))) {
            undone.sql("UPDATE orders SET state = 'undone' WHERE id = 1");
            open.sql("UPDATE orders SET state = 'slow' WHERE id = 2");
            admin.sql("UPDATE orders SET state = 'quick' WHERE id = 3");
            undone.rollback();

            for (int turn = 0; turn < 3; turn++) {
                reading.turn(capture.topic);
            }
            assertThat(capture.topic.log()).isEmpty();
            open.commit();
            for (int turn = 0; turn < 3; turn++) {
                reading.turn(capture.topic);
            }
        }

        assertThat(capture.topic.log())
                .map(record -> ((Struct) record.value()).getStruct("after").getString("state"))
                .containsExactly("slow", "quick");
    }

    @Test
    void underConcurrentWritersTheReplayGivesTheTable() throws Exception {
        Capture.install(admin.connection(), Dialect.MYSQL, database + ".orders");
        capture.with(CaptureSettings.PAGE_ROWS, "7").with(CaptureSettings.DONE_ROWS, "5");
        try (Writers writers = new Writers(8, 60, 4, "DO SLEEP(0.02)", () -> server.connect(database))) {
            Restarts.until(writers, capture, admin, database + ".orders", 4, 0);
        }

        Replay.givesTheTable(capture.topic, admin);
        Replay.isInOrder(capture.topic);
    }

    @Test
    void aReaderWithNoMoreThanTheGrantsOfTheGeneratedSqlReadsAndDeletes() throws Exception {
        String user = "reader_" + database;
        admin.sql("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'secret'");
        DdlRequest request = new DdlRequest(
                new TableName(Optional.of(database), "orders"),
                new TableName(Optional.of(database), "orders_changes"),
                Optional.of(user),
                Done.DELETE,
                DdlRequest.Part.CREATE);
        Capture.run(admin.connection(), ChangeTableDdl.statements(admin.connection(), Dialect.MYSQL, request));
        try (Capture least = new Capture(url(), user, "secret");
                Session undone = Session.begun(server.connect(database))) {
            Reading reading = least.with(CaptureSettings.SNAPSHOT, "never").changes(database + ".orders");
            undone.sql("UPDATE orders SET state = 'undone' WHERE id = 1");
            admin.sql("UPDATE orders SET state = 'a' WHERE id = 2", "UPDATE orders SET state = 'b' WHERE id = 2");
            undone.rollback();
            for (int turn = 0; turn < 4; turn++) {
                reading.turn(least.topic);
            }

            assertThat(least.topic.operations()).isEqualTo("uu");
            assertThat(admin.column("SELECT seq FROM orders_changes")).containsExactly("3");
        }
    }

    @Test
    void theGrantOnADatabaseIsForThatDatabaseAlone() throws Exception {
        assertGrantsAreFor(database + "_a%b", database + "xanb");
        if (make == MySqlMake.MYSQL) {
            admin.sql("SET GLOBAL partial_revokes = ON");
            try {
                assertGrantsAreFor(database + "_c%d", database + "xcnd");
            } finally {
                admin.sql("SET GLOBAL partial_revokes = OFF");
            }
        }
    }

    private void assertGrantsAreFor(String own, String other) throws Exception {
        String user = "of_" + other;
        String quoted = Dialect.MYSQL.quoted(own);
        admin.sql(
                "CREATE DATABASE " + quoted,
                "CREATE DATABASE " + other,
                "CREATE TABLE " + quoted + ".orders (id int PRIMARY KEY)",
                "CREATE USER '" + user + "'@'%' IDENTIFIED BY 'secret'");
        DdlRequest request = new DdlRequest(
                new TableName(Optional.of(own), "orders"),
                new TableName(Optional.of(own), "orders_changes"),
                Optional.of(user),
                Done.DELETE,
                DdlRequest.Part.CREATE);
        Capture.run(admin.connection(), ChangeTableDdl.statements(admin.connection(), Dialect.MYSQL, request));

        try (Session reader = Session.of(
                DriverManager.getConnection(server.url("").replace("jdbc:mariadb:", scheme), user, "secret"))) {
            reader.sql("LOCK TABLES " + quoted + ".orders_changes READ", "UNLOCK TABLES");
            assertThatThrownBy(() -> reader.sql("USE " + other)).hasMessageContaining("Access denied");
        }
    }

    @Test
    void tablesWhoseChangesCouldNotBeToldAreRefused() throws Exception {
        admin.sql(
                "CREATE TABLE keyless (id int)",
                "CREATE TABLE plain (id int PRIMARY KEY) ENGINE = MyISAM",
                "CREATE TABLE child (id int PRIMARY KEY, parent int, CONSTRAINT up FOREIGN KEY (parent) REFERENCES orders (id) ON"
                        + " DELETE CASCADE)");

        assertThat(refusal("keyless")).isEqualTo("primary-key-missing");
        assertThat(refusal("plain")).isEqualTo("table-engine");
        assertThat(refusal("child")).isEqualTo("table-cascades");
    }

    @Test
    void theTriggersAreMadeAnewWhileNobodyWrites() throws Exception {
        Reading reading = never();
        admin.sql("ALTER TABLE orders ADD note varchar(20)");
        DdlRequest request = new DdlRequest(
                new TableName(Optional.of(database), "orders"),
                new TableName(Optional.of(database), "orders_changes"),
                Optional.empty(),
                Done.DELETE,
                DdlRequest.Part.TRIGGERS);
        Capture.run(admin.connection(), ChangeTableDdl.statements(admin.connection(), Dialect.MYSQL, request));
        admin.sql("UPDATE orders SET note = 'some' WHERE id = 1");

        reading.turn(capture.topic);

        assertThat(((Struct) capture.topic.log().get(0).value())
                        .getStruct("after")
                        .getString("note"))
                .isEqualTo("some");
    }

    private String url() {
        return server.url(database).replace("jdbc:mariadb:", scheme);
    }

    private String refusal(String table) {
        ConnectorFailure[] refused = new ConnectorFailure[1];
        assertThatThrownBy(() -> Capture.install(admin.connection(), Dialect.MYSQL, database + "." + table))
                .isInstanceOfSatisfying(ConnectorFailure.class, failure -> refused[0] = failure);
        return refused[0].code();
    }

    private Reading never() throws Exception {
        Capture.install(admin.connection(), Dialect.MYSQL, database + ".orders");
        return capture.with(CaptureSettings.SNAPSHOT, "never").changes(database + ".orders");
    }
}
