package dev.millrace.partner.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.process.ServerFolder;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 900, unit = TimeUnit.SECONDS)
class MySqlServerTest {

    @ParameterizedTest
    @EnumSource
    void keepsItsPortAndItsDataOverARestart(MySqlMake make) throws Exception {
        try (MySqlServer server = make.start()) {
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
                    ResultSet rows = statement.executeQuery("SELECT id FROM orders")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
            }
        }
    }

    @Test
    void writesARowBasedLogWithTransactionIds() throws Exception {
        MySqlServer server = MySqlServer.shared();

        try (Connection connection = server.connect("mysql");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT @@log_bin, @@binlog_format, @@gtid_mode, @@enforce_gtid_consistency, @@version")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(1);
            assertThat(row.getString(2)).isEqualTo("ROW");
            assertThat(row.getString(3)).isEqualTo("ON");
            assertThat(row.getString(4)).isEqualTo("ON");
            assertThat(row.getString(5)).matches("([89]|\\d\\d)\\..*");
        }
    }

    @Test
    void isMariaDbWhereThatWasAskedFor() throws Exception {
        MySqlServer server = MySqlMake.MARIADB.shared();

        try (Connection connection = server.connect("mysql");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@log_bin, @@binlog_format, @@version")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(1);
            assertThat(row.getString(2)).isEqualTo("ROW");
            assertThat(row.getString(3)).contains("MariaDB");
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsItsUserMakeUsersWithPasswordsOfTheirOwn(MySqlMake make) throws Exception {
        MySqlServer server = make.shared();
        String database = server.createDatabase();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER 'reader_" + database + "'@'%' IDENTIFIED BY 'secret'");
            statement.execute("GRANT SELECT ON " + database + ".* TO 'reader_" + database + "'@'%'");
        }

        try (Connection reader = DriverManager.getConnection(server.url(database), "reader_" + database, "secret")) {
            assertThat(reader.isValid(5)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehind(MySqlMake make) throws Exception {
        MySqlServer server = make.start();
        ServerFolder folder = server.folder();

        server.close();

        assertThat(Files.exists(folder.path())).isFalse();
    }
}
