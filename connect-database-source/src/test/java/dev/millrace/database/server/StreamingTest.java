package dev.millrace.database.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.MySqlMake;
import dev.millrace.partner.database.MySqlServer;
import dev.millrace.partner.database.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A million rows of two kilobytes, or the share of it that the property {@code millrace.scale} tells, in a heap of 64 MB. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StreamingTest {

    private static final Logger LOG = LoggerFactory.getLogger(StreamingTest.class);

    private static final long ROWS =
            (long) (1_000_000 * Double.parseDouble(System.getProperty("millrace.scale", "0.05")));

    private static final int LENGTH = 2_000;

    private static final String LONG_QUERY =
            "SELECT a.id, " + "repeat('x', " + LENGTH + ") FROM numbers a, numbers b LIMIT " + ROWS;

    @Test
    void drainsAResultOfPostgresManyTimesLargerThanTheHeap(@TempDir Path folder) throws Exception {
        PostgresServer server = PostgresServer.shared();
        String name = server.createDatabase();
        try (Connection connection = server.connect(name)) {
            fill(connection);
        }

        assertDrained(folder, server.url(name), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"MYSQL, jdbc:mariadb:", "MARIADB, jdbc:mariadb:", "MYSQL, jdbc:mysql:"})
    void drainsAResultOfMySqlManyTimesLargerThanTheHeap(MySqlMake make, String scheme, @TempDir Path folder)
            throws Exception {
        MySqlServer server = make.shared();
        String name = server.createDatabase();
        try (Connection connection = server.connect(name)) {
            fill(connection);
        }

        assertDrained(
                folder, server.url(name).replace("jdbc:mariadb:", scheme), MySqlServer.USER, MySqlServer.PASSWORD);
    }

    @Test
    void wouldNotFitIfItWereFetchedAtOnce(@TempDir Path folder) throws Exception {
        PostgresServer server = PostgresServer.shared();
        String name = server.createDatabase();
        try (Connection connection = server.connect(name)) {
            fill(connection);
        }

        int exit = run(folder.resolve("result"), server.url(name), PostgresServer.USER, PostgresServer.PASSWORD, ROWS);

        assertThat(exit).as("exit code of a virtual machine without memory").isNotZero();
    }

    private static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE numbers (id int)");
            statement.execute("INSERT INTO numbers VALUES (0)");
            for (int doubled = 1; doubled < 1_024; doubled *= 2) {
                statement.execute("INSERT INTO numbers SELECT id + " + doubled + " FROM numbers");
            }
        }
    }

    private static void assertDrained(Path folder, String url, String user, String password) throws Exception {
        Path result = folder.resolve("result");

        int exit = run(result, url, user, password, Database.FETCH_ROWS);

        assertThat(exit).isZero();
        String[] printed = Files.readString(result).split(" ", -1);
        assertThat(Long.parseLong(printed[0])).isEqualTo(ROWS);
        assertThat(Long.parseLong(printed[1])).isEqualTo(ROWS * LENGTH);
        LOG.info("{} rows in {} ms from {}", printed[0], printed[2], url);
    }

    private static int run(Path result, String url, String user, String password, long fetchRows) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classPath,
                        LongResult.class.getName(),
                        url,
                        user,
                        password,
                        LONG_QUERY,
                        String.valueOf(fetchRows),
                        result.toString())
                .redirectErrorStream(true)
                .redirectOutput(result.resolveSibling("output").toFile())
                .start();
        return process.waitFor();
    }
}
