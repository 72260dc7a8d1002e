package dev.millrace.database;

import dev.millrace.database.reading.Outlet;
import dev.millrace.database.reading.Reading;
import dev.millrace.database.server.Database;
import dev.millrace.kit.schedule.Schedule;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** A table or query, read by one task: whole, or those of its parts that are the task's. */
final class QueryReading implements Reading {

    private final QueryTable table;
    private final Walks walks;
    private final Optional<Frontier> frontier;
    private final Database database;
    private final Schedule schedule;
    private final Clock clock;
    private Instant nextRound;
    private volatile Instant wakes;

    /**
     * A reading that has asked nothing yet.
     *
     * @param frontier of all the walks; empty when they have none
     * @param first when its first turn is
     */
    QueryReading(
            QueryTable table,
            Walks walks,
            Optional<Frontier> frontier,
            Database database,
            Schedule schedule,
            Instant first,
            Clock clock) {
        this.table = table;
        this.walks = walks;
        this.frontier = frontier;
        this.database = database;
        this.schedule = schedule;
        this.clock = clock;
        this.nextRound = first;
        this.wakes = first;
    }

    @Override
    public String name() {
        return table.source().name();
    }

    @Override
    public Instant wakes() {
        return wakes;
    }

    @Override
    public void turn(Outlet outlet) throws SQLException, InterruptedException {
        try (Connection connection = database.reading()) {
            boolean isOver = false;
            try {
                go(connection, outlet);
                isOver = true;
            } finally {
                if (!isOver) {
                    // A result may be open in its middle, and what the connection knows may be out of date.
                    database.discard(connection);
                }
            }
        }
    }

    @Override
    public void close() {
        // A connection is held in a turn only.
    }

    private void go(Connection connection, Outlet outlet) throws SQLException, InterruptedException {
        table.learn(connection);
        Instant began = clock.instant();
        if (!began.isBefore(nextRound)) {
            walks.look(connection);
            nextRound = later(began);
        }
        if (frontier.isPresent()) {
            frontier.get().begin(connection);
        }
        Instant soonest = nextRound;
        for (Walk walk : walks.all()) {
            walk.go(connection, outlet);
            Instant time = walk.wakes();
            soonest = time.isBefore(soonest) ? time : soonest;
        }
        wakes = soonest;
    }

    private Instant later(Instant began) {
        Instant time = schedule.after(began);
        Instant now = clock.instant();
        return time.isBefore(now) ? schedule.first(now) : time;
    }
}
