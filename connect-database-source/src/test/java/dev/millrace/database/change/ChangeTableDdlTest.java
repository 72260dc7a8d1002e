package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.reading.Reading;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.partner.database.MySqlServer;
import dev.millrace.partner.database.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class ChangeTableDdlTest {

    private static final Path GOLDEN = Path.of("src/test/resources/spec/change-tables");

    /** A name with everything that must be quoted, and a word of SQL. */
    private static final String ODD = "Sel\"ect `$millrace$' ö";

    @ParameterizedTest
    @CsvSource({"create", "triggers", "cleaner", "drop"})
    void theSqlForPostgresqlIsAsInItsFile(String part) throws Exception {
        PostgresServer server = PostgresServer.shared();
        try (Session session = Session.of(server.connect(server.createDatabase()))) {
            session.sql(
                    "CREATE TABLE orders (id int, line int, state text, price numeric(10, 2), took interval, doc bytea,"
                            + " doubled numeric GENERATED ALWAYS AS (price * 2) STORED,"
                            + " hidden numeric GENERATED ALWAYS AS (price * 3) VIRTUAL, PRIMARY KEY (id, line))");

            String script = script(session.connection(), Dialect.POSTGRESQL, "public.orders", part);

            compare("postgresql-" + part + ".sql", script);
        }
    }

    @ParameterizedTest
    @CsvSource({"create", "triggers", "cleaner", "drop"})
    void theSqlForMysqlIsAsInItsFile(String part) throws Exception {
        MySqlServer.missing().ifPresent(Assumptions::abort);
        MySqlServer server = MySqlServer.shared();
        try (Session session = Session.of(server.connect(server.createDatabase()))) {
            session.sql(
                    "DROP DATABASE IF EXISTS shop",
                    "CREATE DATABASE shop",
                    "USE shop",
                    "CREATE TABLE orders (id int, line int, state varchar(20), price decimal(10, 2), doc blob, at timestamp(6),"
                            + " doubled decimal(10, 2) GENERATED ALWAYS AS (price * 2) VIRTUAL, PRIMARY KEY (id, line))");

            String script = script(session.connection(), Dialect.MYSQL, "shop.orders", part);

            session.sql("DROP DATABASE shop");
            compare("mysql-" + part + ".sql", script);
        }
    }

    @Test
    void generatedColumnsThatAreStoredAreInTheImageAndOthersAreNot() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String database = server.createDatabase();
        try (Session session = Session.of(server.connect(database));
                Capture capture = new Capture(server.url(database), PostgresServer.USER, PostgresServer.PASSWORD)) {
            session.sql(
                    "CREATE TABLE orders (id int PRIMARY KEY, price int, doubled int GENERATED ALWAYS AS (price * 2) STORED,"
                            + " hidden int GENERATED ALWAYS AS (price * 3) VIRTUAL)");
            Capture.install(session.connection(), Dialect.POSTGRESQL, "public.orders");
            Reading reading = capture.changes("public.orders");
            session.sql("INSERT INTO orders VALUES (1, 21)");

            reading.turn(capture.topic);

            Struct after = ((Struct) capture.topic.log().get(0).value()).getStruct("after");
            assertThat(after.get("doubled")).isEqualTo(42);
            assertThat(after.schema().field("hidden")).isNull();
        }
    }

    @Test
    void oddNamesWorkOnPostgresql() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String database = server.createDatabase();
        Dialect dialect = Dialect.POSTGRESQL;
        try (Session session = Session.of(server.connect(database));
                Capture capture = new Capture(server.url(database), PostgresServer.USER, PostgresServer.PASSWORD)) {
            TableName table = new TableName(Optional.of("public"), ODD);
            session.sql("CREATE TABLE " + table.quoted(dialect) + " (" + dialect.quoted(ODD)
                    + " text PRIMARY KEY, image int, t int)");
            Capture.install(session.connection(), dialect, table.toString());
            Reading reading = capture.changes(table.toString());
            session.sql(
                    "INSERT INTO " + table.quoted(dialect) + " VALUES ('it''s', 1, 2)",
                    "TRUNCATE " + table.quoted(dialect));

            reading.turn(capture.topic);

            assertThat(capture.topic.operations()).isEqualTo("cdt");
            assertThat(((Struct) capture.topic.log().get(0).key()).get(ODD)).isEqualTo("it's");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a b", "a'b", "a`b", "aöb", "a$b", "a `'$ \"b"})
    void oddNamesWorkOnMysql(String odd) throws Exception {
        MySqlServer.missing().ifPresent(Assumptions::abort);
        MySqlServer server = MySqlServer.shared();
        String database = server.createDatabase();
        Dialect dialect = Dialect.MYSQL;
        try (Session session = Session.of(server.connect(database));
                Capture capture = new Capture(server.url(database), MySqlServer.USER, MySqlServer.PASSWORD)) {
            TableName table = new TableName(Optional.of(database), odd);
            session.sql(
                    "CREATE TABLE " + table.quoted(dialect) + " (" + dialect.quoted(odd) + " varchar(20) PRIMARY KEY)");
            Capture.install(session.connection(), dialect, table.toString());
            Reading reading = capture.changes(table.toString());
            session.sql("INSERT INTO " + table.quoted(dialect) + " VALUES ('it''s')");

            reading.turn(capture.topic);

            assertThat(((Struct) capture.topic.log().get(0).key()).get(odd)).isEqualTo("it's");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "keyless, primary-key-missing",
        "late, primary-key-deferrable",
        "seen, table-kind",
        "parent, table-inherited",
        "fleeting, table-unlogged"
    })
    void tablesWhoseChangesCouldNotBeToldAreRefused(String table, String code) throws Exception {
        PostgresServer server = PostgresServer.shared();
        try (Session session = Session.of(server.connect(server.createDatabase()))) {
            session.sql(
                    "CREATE TABLE keyless (id int)",
                    "CREATE TABLE late (id int PRIMARY KEY DEFERRABLE)",
                    "CREATE VIEW seen AS SELECT * FROM keyless",
                    "CREATE TABLE parent (id int PRIMARY KEY)",
                    "CREATE TABLE child () INHERITS (parent)",
                    "CREATE UNLOGGED TABLE fleeting (id int PRIMARY KEY)");

            assertThatThrownBy(() -> Capture.install(session.connection(), Dialect.POSTGRESQL, "public." + table))
                    .isInstanceOfSatisfying(
                            ConnectorFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(code));
        }
    }

    @Test
    void aNameThatIsTooLongIsRefused() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String name = "a".repeat(50);
        try (Session session = Session.of(server.connect(server.createDatabase()))) {
            session.sql("CREATE TABLE " + name + " (id int PRIMARY KEY)");

            assertThatThrownBy(() -> Capture.install(session.connection(), Dialect.POSTGRESQL, "public." + name))
                    .hasMessageContaining("--change-table");
        }
    }

    @Test
    void theProgramPrintsTheSqlAndRunsNothing(@TempDir Path folder) throws Exception {
        PostgresServer server = PostgresServer.shared();
        String database = server.createDatabase();
        Path password = Files.writeString(folder.resolve("password"), PostgresServer.PASSWORD + "\n");
        try (Session session = Session.of(server.connect(database))) {
            session.sql("CREATE TABLE orders (id int PRIMARY KEY)");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();

            int status = run(
                    out,
                    err,
                    "--url",
                    server.url(database),
                    "--username",
                    PostgresServer.USER,
                    "--password-file",
                    password.toString(),
                    "--table",
                    "public.orders",
                    "--reader",
                    "millrace");

            assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
            assertThat(status).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("GRANT SELECT, DELETE")
                    .contains("CREATE TRIGGER");
            assertThat(session.number("SELECT count(*) FROM pg_class WHERE relname = 'orders_changes'"))
                    .isZero();
        }
    }

    @Test
    void theProgramSaysWhatItNeeds() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = run(new ByteArrayOutputStream(), err, "--table", "orders");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--url is missing")
                .contains("--password-file FILE");
    }

    @Test
    void theChangeTableIsAnother() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = run(
                new ByteArrayOutputStream(),
                err,
                "--url",
                "jdbc:postgresql://localhost/shop",
                "--table",
                "public.orders",
                "--change-table",
                "orders",
                "--part",
                "drop");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--change-table is the table itself");
    }

    @Test
    void aCleanerIsForRowsThatAreMarked() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = run(
                new ByteArrayOutputStream(),
                err,
                "--url",
                "jdbc:postgresql://localhost/shop",
                "--table",
                "public.orders",
                "--part",
                "cleaner");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("write --done mark");
    }

    private static int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... arguments) {
        return new ChangeTableDdl()
                .run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        arguments);
    }

    private static String script(Connection connection, Dialect dialect, String table, String part) throws Exception {
        String done = part.equals("cleaner") ? "mark" : "delete";
        DdlArguments given = DdlArguments.of(List.of(
                "--url", "jdbc:none", "--table", table, "--reader", "millrace", "--done", done, "--part", part));
        return ChangeTableDdl.script(dialect, ChangeTableDdl.statements(connection, dialect, given.request()));
    }

    private static void compare(String file, String script) throws Exception {
        Path golden = GOLDEN.resolve(file);
        if (Boolean.getBoolean("millrace.reference.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, script);
        }
        assertThat(script).isEqualTo(Files.readString(golden));
    }
}
