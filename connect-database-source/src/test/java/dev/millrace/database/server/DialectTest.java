package dev.millrace.database.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.MySqlMake;
import dev.millrace.partner.database.MySqlServer;
import dev.millrace.partner.database.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class DialectTest {

    private static final List<String> NAMES = List.of("plain", "two words", "quo\"te", "back`tick", "select", "Ünï");

    @Test
    void followsTheUrl() {
        assertThat(Stream.of("jdbc:postgresql:shop", "jdbc:mysql://h/d", "jdbc:mariadb://h/d", "jdbc:oracle:thin:@h")
                        .map(Dialect::of))
                .containsExactly(Dialect.POSTGRESQL, Dialect.MYSQL, Dialect.MYSQL, Dialect.STANDARD);
    }

    @Test
    void writesAKeysetOutWhereRowValuesAreSlow() {
        assertThat(Dialect.POSTGRESQL.behind(List.of("a", "b")).sql()).isEqualTo("((a, b) > (?, ?))");
        assertThat(Dialect.MYSQL.behind(List.of("a")).sql()).isEqualTo("(a > ?)");
        assertThat(Dialect.MYSQL.behind(List.of("a", "b", "c")))
                .isEqualTo(new Behind(
                        "(a >= ? AND (a > ? OR (a = ? AND (b > ? OR (b = ? AND c > ?)))))", List.of(0, 0, 0, 1, 1, 2)));
    }

    @Test
    void speaksAsStandardSqlDoesToServersWeDoNotKnow() {
        assertThat(Dialect.STANDARD.limit(10)).isEqualTo(" OFFSET 0 ROWS FETCH FIRST 10 ROWS ONLY");
        assertThat(Dialect.STANDARD.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(Dialect.STANDARD.now()).isEqualTo("CURRENT_TIMESTAMP");
    }

    @Test
    void isUnderstoodByPostgres() throws Exception {
        PostgresServer server = PostgresServer.shared();
        try (Connection connection = server.connect(server.createDatabase())) {
            assertUnderstood(connection, Dialect.POSTGRESQL);
            assertUnderstood(connection, Dialect.STANDARD);
            assertKnown(connection, Dialect.POSTGRESQL, "public");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isUnderstoodByMySql(MySqlMake make) throws Exception {
        MySqlServer server = make.shared();
        String name = server.createDatabase();
        try (Connection connection = server.connect(name)) {
            assertUnderstood(connection, Dialect.MYSQL);
            assertKnown(connection, Dialect.MYSQL, name);
        }
    }

    private static void assertKnown(Connection connection, Dialect dialect, String schema) throws SQLException {
        TableName table = new TableName(Optional.of(schema), "order_lines");
        TableName similar = new TableName(Optional.of(schema), "order-lines");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + similar.quoted(dialect) + " (id int)");

            assertThat(Catalogue.exists(connection, dialect, table)).isFalse();
            assertThat(Catalogue.exists(connection, dialect, similar)).isTrue();
            assertThat(Catalogue.primaryKey(connection, dialect, similar)).isEmpty();
        }
    }

    private static void assertUnderstood(Connection connection, Dialect dialect) throws SQLException {
        for (String name : NAMES) {
            TableName table = new TableName(Optional.empty(), name);
            try (Statement statement = connection.createStatement()) {
                String quoted = table.quoted(dialect);
                statement.execute("CREATE TABLE " + quoted + " (id int, region int, PRIMARY KEY (region, id))");
                statement.execute("INSERT INTO " + quoted + " VALUES (1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (1, 3)");

                assertThat(Catalogue.primaryKey(connection, dialect, table))
                        .as(name)
                        .containsExactly("region", "id");
                assertThat(Catalogue.exists(connection, dialect, table))
                        .as(name)
                        .isTrue();
                assertThat(behind(connection, dialect, quoted, 1, 2)).containsExactly("1.3", "2.1", "2.2");
                statement.execute("DROP TABLE " + quoted);
                assertThat(Catalogue.exists(connection, dialect, table))
                        .as(name)
                        .isFalse();
            }
        }
    }

    private static List<String> behind(Connection connection, Dialect dialect, String table, int region, int id)
            throws SQLException {
        Behind behind = dialect.behind(List.of("region", "id"));
        List<String> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT region, id FROM " + table + " WHERE "
                + dialect.now() + " IS NOT NULL AND " + behind.sql() + " ORDER BY region, id" + dialect.limit(3))) {
            for (int mark = 0; mark < behind.bound().size(); mark++) {
                query.setInt(mark + 1, behind.bound().get(mark) == 0 ? region : id);
            }
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getInt(1) + "." + found.getInt(2));
                }
            }
        }
        return rows;
    }
}
