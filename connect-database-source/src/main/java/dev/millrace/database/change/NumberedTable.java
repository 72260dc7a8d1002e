package dev.millrace.database.change;

import dev.millrace.database.server.Database;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads, deletes and marks rows of a table by their numbers. Immutable. */
final class NumberedTable {

    /** A page ends early when its rows take about this many bytes. */
    private static final int PAGE_WEIGHT = 16 << 20;

    private final Database database;
    private final Dialect dialect;
    private final String table;
    private final String number;

    /**
     * A table of a server.
     *
     * @param number the column, as SQL has it
     */
    NumberedTable(Database database, TableName table, String number) {
        this.database = database;
        this.dialect = database.dialect();
        this.table = table.quoted(dialect);
        this.number = number;
    }

    /** The next rows behind a number, in their order; the connection is in no transaction afterwards. */
    <R extends NumberedRow> List<R> page(Connection connection, NumberedRows<R> rows, long behind, int most)
            throws SQLException {
        String query = "SELECT " + rows.selected() + " FROM " + table + " t WHERE " + number + " > ? ORDER BY " + number
                + dialect.limit(most);
        List<R> page = new ArrayList<>();
        long weight = 0;
        try (PreparedStatement statement = database.query(connection, query)) {
            statement.setLong(1, behind);
            try (ResultSet result = statement.executeQuery()) {
                while (weight < PAGE_WEIGHT && result.next()) {
                    R row = rows.read(result);
                    weight += row.weight();
                    page.add(row);
                }
            }
        }
        connection.rollback();
        return page;
    }

    /** Whether any of these numbers is there. */
    boolean hasAny(Connection connection, long from, long to) throws SQLException {
        String query = "SELECT 1 FROM " + table + " WHERE " + number + " BETWEEN ? AND ?" + dialect.limit(1);
        try (PreparedStatement statement = database.query(connection, query)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        } finally {
            connection.rollback();
        }
    }

    /** The greatest number there is; 0 for none. */
    long newest(Connection connection) throws SQLException {
        try (PreparedStatement statement = database.query(connection, "SELECT MAX(" + number + ") FROM " + table);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        } finally {
            connection.rollback();
        }
    }

    /** The greatest number below another whose row has a time in a column; 0 for none. */
    long lastMarked(Connection connection, String column, long below) throws SQLException {
        String query = "SELECT " + number + " FROM " + table + " WHERE " + number + " < ? AND " + column
                + " IS NOT NULL ORDER BY " + number + " DESC" + dialect.limit(1);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, below);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        } finally {
            connection.rollback();
        }
    }

    /** Deletes rows between two numbers, both excluded, lowest first; returns how many. */
    int delete(Connection connection, long from, long to, int most) throws SQLException {
        String statement = dialect == Dialect.MYSQL
                ? "DELETE FROM " + table + where() + " ORDER BY " + number + dialect.limit(most)
                : "DELETE FROM " + table + " WHERE " + number + " IN (" + some(most) + ")";
        return change(connection, statement, from, to);
    }

    /** Writes the time into a column of rows between two numbers where it has none, both excluded; returns how many. */
    int mark(Connection connection, String column, long from, long to, int most) throws SQLException {
        String set = "UPDATE " + table + " SET " + column + " = " + dialect.now();
        String unmarked = " AND " + column + " IS NULL";
        String statement = dialect == Dialect.MYSQL
                ? set + where() + unmarked + " ORDER BY " + number + dialect.limit(most)
                : set + " WHERE " + number + " IN (SELECT " + number + " FROM " + table + where() + unmarked
                        + " ORDER BY " + number + dialect.limit(most) + ")";
        return change(connection, statement, from, to);
    }

    private static int change(Connection connection, String sql, long from, long to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            int changed = statement.executeUpdate();
            connection.commit();
            return changed;
        }
    }

    private String some(int most) {
        return "SELECT " + number + " FROM " + table + where() + " ORDER BY " + number + dialect.limit(most);
    }

    private String where() {
        return " WHERE " + number + " > ? AND " + number + " < ?";
    }
}
