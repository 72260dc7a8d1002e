package dev.millrace.database;

import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A table of numbered texts in a database of its own, and configurations that read it. */
final class TableOptions {

    static final String TABLE = "public.rows";
    static final String TOPIC = "rows";

    private final PostgresServer server;
    private final String database;

    private TableOptions(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    /** An empty table on the server of all tests. */
    static TableOptions fresh() throws IOException, SQLException {
        return on(PostgresServer.shared());
    }

    static TableOptions on(PostgresServer server) throws SQLException {
        TableOptions table = new TableOptions(server, server.createDatabase());
        table.execute("CREATE TABLE rows (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content text)");
        return table;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many sessions others have in the database. */
    long sessions() {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database + "'")) {
            result.next();
            return result.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** New rows of the table, one after the other. */
    Map<String, String> incrementing() {
        Map<String, String> options = new HashMap<>();
        options.put("name", "table");
        options.put("connector.class", DatabaseSourceConnector.class.getName());
        options.put("tasks.max", "1");
        options.put("database.url", server.url(database));
        options.put("database.username", PostgresServer.USER);
        options.put("database.password", PostgresServer.PASSWORD);
        options.put("mode", "incrementing");
        options.put("tables", TABLE);
        options.put("incrementing.column", "id");
        options.put("lag.ms", "0");
        options.put("poll.interval.ms", "5");
        options.put("topic", TOPIC);
        options.put("retry.backoff.ms", "1");
        options.put("retry.backoff.max.ms", "5");
        options.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        return options;
    }
}
