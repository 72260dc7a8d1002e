package dev.millrace.benchmarks;

import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The orders of {@link Orders} as a table of PostgreSQL, numbered from {@value #FIRST} on: every number has as many digits. */
final class OrdersTable {

    static final String NAME = "public.orders";
    static final String KEY = "id";
    static final long FIRST = 1_000_000;

    /** What the connector fetches at a time by default. */
    private static final int FETCH_ROWS = 1_000;

    private final PostgresServer server;
    private final String database;

    private OrdersTable(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    /** Makes the table in a new database of the server, with so many rows. */
    static OrdersTable make(PostgresServer server, int rows) throws IOException {
        String columns =
                Orders.COLUMNS.stream().map(name -> name + " text NOT NULL").collect(Collectors.joining(", "));
        try {
            String database = server.createDatabase();
            try (Connection connection = server.connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE cycle (place int PRIMARY KEY, " + columns + ")");
                statement.execute("CREATE TABLE orders (id bigint PRIMARY KEY, " + columns + ")");
                fillCycle(connection);
                statement.execute("INSERT INTO orders SELECT " + FIRST + " + number, "
                        + String.join(", ", Orders.COLUMNS)
                        + " FROM generate_series(0, " + (rows - 1) + ") AS number JOIN cycle ON place = number % "
                        + Orders.CYCLE + " ORDER BY number");
                statement.execute("VACUUM ANALYZE orders");
            }
            return new OrdersTable(server, database);
        } catch (SQLException failure) {
            throw new IOException("the table could not be made", failure);
        }
    }

    /** The connector's options for its server, as far as they don't differ from its defaults. */
    Map<String, String> options() {
        return Map.of(
                "connector.class",
                "dev.millrace.database.DatabaseSourceConnector",
                "database.url",
                server.url(database),
                "database.username",
                PostgresServer.USER,
                "database.password",
                PostgresServer.PASSWORD,
                "mode",
                "incrementing",
                "tables",
                NAME,
                "incrementing.column",
                KEY,
                "lag.ms",
                "0");
    }

    /** Reads all of it as any program would, from the first row on; nothing becomes of the values. */
    Rate drain(int rows) throws IOException {
        try (Connection connection = server.connect(database)) {
            connection.setAutoCommit(false);
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM orders ORDER BY id")) {
                query.setFetchSize(FETCH_ROWS);
                return drain(query, rows);
            }
        } catch (SQLException failure) {
            throw new IOException("the table could not be read", failure);
        }
    }

    private static Rate drain(PreparedStatement query, int rows) throws SQLException {
        long begun = System.nanoTime();
        long read = 0;
        long length = 0;
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                read++;
                length += result.getLong(1) > 0 ? 1 : 0;
                for (int column = 2; column <= Orders.COLUMNS.size() + 1; column++) {
                    length += result.getString(column).length();
                }
            }
        }
        if (read != rows || length < rows) {
            throw new IllegalStateException("the loop read " + read + " of " + rows + " rows");
        }
        return Rate.of(read, System.nanoTime() - begun);
    }

    private static void fillCycle(Connection connection) throws SQLException {
        String marks = "?" + ", ?".repeat(Orders.COLUMNS.size());
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO cycle VALUES (" + marks + ")")) {
            for (int row = 0; row < Orders.CYCLE; row++) {
                insert.setInt(1, row);
                List<String> values = Orders.values(row);
                for (int column = 0; column < values.size(); column++) {
                    insert.setString(column + 2, values.get(column));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
