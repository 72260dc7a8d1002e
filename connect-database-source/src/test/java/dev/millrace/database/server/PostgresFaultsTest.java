package dev.millrace.database.server;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresFaultsTest extends FaultsOnServer {

    private final RealServer server;

    PostgresFaultsTest() throws IOException, SQLException {
        server = new RealPostgres();
    }

    @Override
    RealServer server() {
        return server;
    }

    @Override
    String silence() {
        return "socketTimeout=5";
    }

    @Override
    String sleeping() {
        return "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid()";
    }

    @AfterAll
    void end() {
        server.close();
    }
}
