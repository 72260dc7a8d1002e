package dev.millrace.database.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.MySqlMake;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The servers and drivers of MySQL's protocol. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultsOnMySql extends FaultsOnServer {

    private final RealServer server;

    FaultsOnMySql(MySqlMake make, String scheme) throws IOException {
        server = new RealMySql(make, scheme);
    }

    @Override
    RealServer server() {
        return server;
    }

    @Override
    String silence() {
        return "socketTimeout=5000";
    }

    @Override
    String sleeping() {
        return "SELECT 1 FROM information_schema.processlist WHERE info LIKE '%sleep(%' AND id <> connection_id()";
    }

    @Test
    void mayLockATableForReadingWhereItMayNotWrite() throws Exception {
        try (PooledDatabase database = openAsAdmin();
                Connection connection = database.reading();
                Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLES orders READ");
            try (ResultSet rows = statement.executeQuery("SELECT @@time_zone, count(*) FROM orders")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("+00:00");
            }
            statement.execute("UNLOCK TABLES");
        }
    }

    @AfterAll
    void end() {
        server.close();
    }
}
