package dev.millrace.database.change;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * How a kind of server tells a number that was rolled back from one whose transaction has not ended. One reading's, on one
 * thread at a time.
 */
interface GapRule {

    /**
     * Who might own the numbers that are missing.
     *
     * @param next the first transaction id that was not given out yet
     * @param writers transactions that have written to the table
     */
    record Sight(long next, Set<String> writers) {
        public Sight {
            writers = Set.copyOf(writers);
        }
    }

    /** Looks who might, after numbers were found missing; the connection is in no transaction, and isn't afterwards. */
    Sight sight(Connection connection) throws SQLException;

    /**
     * Whether each of them has ended, so that what a read that begins from now on does not find will never be.
     *
     * @param from the first number that is missing
     * @param to the last
     */
    boolean isOver(Connection connection, Sight sight, long from, long to) throws SQLException;

    /** How long to wait before asking again. */
    Duration pause();
}
