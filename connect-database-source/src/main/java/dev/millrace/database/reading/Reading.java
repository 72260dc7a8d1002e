package dev.millrace.database.reading;

import java.sql.SQLException;
import java.time.Instant;

/**
 * What a task reads in turns: a table, a part of one, a query, a change table, an outbox.
 *
 * <p>Life cycle: {@link #turn} again and again, each when {@link #wakes} has come, by one thread at a time but not always
 * the same; {@link #close()} once, by the last of them. What Kafka has is told to each record's {@link Settlement}, on any
 * thread.
 */
public interface Reading extends AutoCloseable {

    /** The table's or query's name: in messages, metrics and audit events. */
    String name();

    /** When the next turn is wanted; in the past for at once. */
    Instant wakes();

    /**
     * Reads what is there and hands it out, until nothing is left for now. Its progress counts from the records that were
     * handed out, not from what was read.
     *
     * @throws SQLException as the driver says; whoever called finds out what kind of failure it is, and calls again
     *     for one that passes: the reading then goes on behind the last record it handed out
     * @throws InterruptedException when the task stops
     */
    void turn(Outlet outlet) throws SQLException, InterruptedException;

    @Override
    void close();
}
