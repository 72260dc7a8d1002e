package dev.millrace.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far rows may be read, so that none can appear behind the reader's back later. Of one thread at a time. */
interface Frontier {

    /** A turn begins: finds out how far it may go. */
    void begin(Connection connection) throws SQLException;

    /** Whether there can be anything behind a position. */
    boolean mayHave(List<Object> position);

    /** Adds the limit to a question for rows, where it can be said in SQL. */
    PageQuery limited(PageQuery query);

    /**
     * Whether the next row may be read.
     *
     * @param before the position of the row before; empty for none
     */
    boolean mayRead(List<Object> before, List<Object> position);

    /** Whether all rows of a part are behind the frontier. */
    boolean isBeyond(KeyRange range);

    /** When more may be read; empty when that shows in time. */
    Optional<Duration> untilMore();
}
