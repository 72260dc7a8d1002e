package dev.millrace.partner.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.process.ServerFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 900, unit = TimeUnit.SECONDS)
class PostgresServerTest {

    @Test
    void keepsItsPortAndItsDataOverARestart() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            String database = server.createDatabase();
            int port = server.port();
            try (Connection connection = server.connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE orders (id int PRIMARY KEY)");
                statement.execute("INSERT INTO orders VALUES (7)");
            }

            server.stop();
            server.restart();

            assertThat(server.port()).isEqualTo(port);
            try (Connection connection = server.connect(database);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT id, current_setting('wal_level') FROM orders")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
                assertThat(rows.getString(2)).isEqualTo("logical");
            }
        }
    }

    @Test
    void endsThoughASessionDoesNot() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                Connection stuck = server.connect("postgres")) {
            Path lock = server.folder().resolve("data/postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(lock).get(0).strip());
            suspend(stuck);

            server.stop();

            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            assertThatThrownBy(() -> server.connect("postgres")).isInstanceOf(SQLException.class);
            server.restart();
            try (Connection connection = server.connect("postgres")) {
                assertThat(connection.isValid(5)).isTrue();
            }
            stuck.abort(Runnable::run);
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        PostgresServer server = PostgresServer.start();
        ServerFolder folder = server.folder();

        server.close();

        assertThat(Files.exists(folder.path())).isFalse();
    }

    /** Stops the process that serves a session, as a debugger would. */
    private static void suspend(Connection session) throws Exception {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            assertThat(row.next()).isTrue();
            Process kill = new ProcessBuilder("sh", "-c", "kill -s STOP " + row.getLong(1)).start();
            assertThat(kill.waitFor()).isZero();
        }
    }
}
