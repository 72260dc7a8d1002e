package dev.millrace.database;

import dev.millrace.database.reading.Outlet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The way through the rows of a table, a part of one or a query, with an offset of its own. Of one thread at a time. */
interface Walk {

    /** When there is something to do. */
    Instant wakes();

    /**
     * Goes on as far as it may for now, if there is something to do. After a failure it goes on behind the last record that
     * was handed out.
     *
     * @throws SQLException as the driver says
     * @throws InterruptedException when the task stops
     */
    void go(Connection connection, Outlet outlet) throws SQLException, InterruptedException;
}
