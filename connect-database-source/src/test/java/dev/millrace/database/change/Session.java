package dev.millrace.database.change;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Somebody who writes to the database, in a transaction of his own. */
final class Session implements AutoCloseable {

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    /** Every statement commits. */
    static Session of(Connection connection) {
        return new Session(connection);
    }

    /** Nothing commits by itself. */
    static Session begun(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new Session(connection);
    }

    Connection connection() {
        return connection;
    }

    Session sql(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return this;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    long number(String query) throws SQLException {
        return Long.parseLong(column(query).get(0));
    }

    List<String> column(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
