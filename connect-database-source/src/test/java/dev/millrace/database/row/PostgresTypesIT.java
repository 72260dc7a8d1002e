package dev.millrace.database.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.server.Dialect;
import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type of PostgreSQL, read from a real server by SELECT and from the image that a trigger wrote. */
class PostgresTypesIT {

    /** A writer whose settings are as odd as can be: images must not show it. */
    private static final List<String> WRITER = List.of(
            "SET LOCAL timezone = 'Asia/Kolkata'",
            "SET LOCAL datestyle = 'German'",
            "SET LOCAL intervalstyle = 'sql_standard'",
            "SET LOCAL bytea_output = 'escape'",
            "SET LOCAL extra_float_digits = -5");

    private static final TimeZone ZONE = TimeZone.getDefault();

    private static TypeTable table;
    private static List<TypeCase> cases;
    private static String database;

    @BeforeAll
    static void fillsTheTable() throws IOException, SQLException {
        cases = TypeCase.of("postgresql");
        table = new TypeTable(Dialect.POSTGRESQL, cases);
        database = PostgresServer.shared().createDatabase();
        try (Connection connection = PostgresServer.shared().connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE EXTENSION citext",
                    "CREATE EXTENSION hstore",
                    "CREATE EXTENSION ltree",
                    "CREATE TYPE mood AS ENUM ('so so', 'good')",
                    "CREATE TYPE address AS (street text, number int, since date)",
                    "CREATE DOMAIN positive AS int CHECK (value > 0)",
                    "CREATE DOMAIN postcode AS varchar(7)",
                    "CREATE DOMAIN cents AS numeric(9,2)",
                    "CREATE TABLE images (image jsonb)",
                    table.create())) {
                statement.execute(sql);
            }
            List<Column> columns = table.columns(connection);
            statement.execute("CREATE FUNCTION image() RETURNS trigger LANGUAGE plpgsql "
                    + String.join(" ", RowImage.functionSettings(columns, Dialect.POSTGRESQL))
                    + " AS $$ BEGIN INSERT INTO images VALUES ("
                    + RowImage.expression(columns, Dialect.POSTGRESQL, "NEW")
                    + "); RETURN NULL; END $$");
            statement.execute("CREATE TRIGGER image AFTER INSERT ON types FOR EACH ROW EXECUTE FUNCTION image()");
            statement.execute("DO $do$ BEGIN " + String.join("; ", WRITER) + "; " + table.insert() + "; END $do$");
        }
    }

    @AfterEach
    void restoresTheZone() {
        TimeZone.setDefault(ZONE);
    }

    @ParameterizedTest
    @CsvSource({"UTC, 0", "Europe/Berlin, 0", "Asia/Kolkata, -1", "America/New_York, -1"})
    void readsEveryTypeBySelectInAnyZoneAndBothProtocols(String zone, int prepareThreshold) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        SoftAssertions soft = new SoftAssertions();

        try (Connection connection = DriverManager.getConnection(
                PostgresServer.shared().url(database) + "?prepareThreshold=" + prepareThreshold,
                PostgresServer.USER,
                PostgresServer.PASSWORD)) {
            connection.createStatement().execute("SET timezone = 'UTC'");
            for (int index = 0; index < cases.size(); index++) {
                TypeCase each = cases.get(index);

                String read = table.selected(connection, index);

                each.verify(soft, read);
            }
        }

        soft.assertAll();
    }

    @Test
    void readsEveryTypeFromAnImageWhateverTheWritersSession() throws Exception {
        SoftAssertions soft = new SoftAssertions();

        try (Connection connection = PostgresServer.shared().connect(database)) {
            List<Column> columns = table.columns(connection);
            String image = table.image(connection);
            for (int index = 0; index < cases.size(); index++) {
                TypeCase each = cases.get(index);

                String read = table.imaged(columns, image, index);

                each.verify(soft, read);
            }
        }

        soft.assertAll();
    }

    @Test
    void coversEveryTypeOfTheServer() throws Exception {
        List<String> missing = new ArrayList<>();

        try (Connection connection = PostgresServer.shared().connect(database);
                ResultSet types = connection
                        .createStatement()
                        .executeQuery("SELECT typname FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace"
                                + " AND typtype IN ('b', 'r', 'm') AND typarray <> 0 AND typname NOT LIKE 'reg%'"
                                + " AND oid NOT IN (SELECT atttypid FROM pg_attribute"
                                + " WHERE attrelid = 'types'::regclass) ORDER BY 1")) {
            while (types.next()) {
                missing.add(types.getString(1));
            }
        }

        assertThat(missing).containsExactly("aclitem", "gtsvector", "int2vector", "oidvector");
    }
}
