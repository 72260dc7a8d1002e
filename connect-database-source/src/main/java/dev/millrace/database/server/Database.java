package dev.millrace.database.server;

import dev.millrace.kit.ConnectorFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A database server with a pool of connections. Thread-safe; {@link #close()} ends every connection, those in use
 * included.
 */
public interface Database extends AutoCloseable {

    /** Rows that a driver fetches at a time where nothing else is said. */
    int FETCH_ROWS = 1000;

    /**
     * A connection that may only read and is in no transaction: auto-commit is off, so that results are streamed. The caller
     * closes it, which gives it back and rolls back what is open.
     *
     * @throws SQLException when the server can't be reached or refuses the credentials
     */
    Connection reading() throws SQLException;

    /** The same, allowed to write: for what a change table has handed over. */
    Connection writing() throws SQLException;

    /** How this server's SQL differs. */
    Dialect dialect();

    /**
     * A statement whose result is streamed: whatever its length, a bounded number of rows is in memory. One open result per
     * connection: MariaDB's driver reads the rest of the first into memory before it runs the next statement.
     */
    default PreparedStatement query(Connection connection, String sql) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(FETCH_ROWS);
        return statement;
    }

    /**
     * Ends a connection at once instead of giving it back: for a long result that is left in its middle, which a driver would
     * read to its end otherwise. Closing the connection afterwards does nothing; a result that is open still may fail to
     * close.
     */
    default void discard(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
    }

    /**
     * What a failure of this server means, in words that are safe to log.
     *
     * @param reading the table or query that failed
     */
    default ConnectorFailure failure(String reading, SQLException failure) {
        return SqlFaults.failure(dialect(), reading, failure);
    }

    @Override
    void close();
}
