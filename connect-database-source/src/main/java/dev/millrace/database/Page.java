package dev.millrace.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of one query, in a stream. */
record Page(PreparedStatement statement, ResultSet rows) implements AutoCloseable {

    @Override
    public void close() throws SQLException {
        try (statement;
                rows) {
            // Both are closed, the rows first, whatever either says.
        }
    }
}
