package dev.millrace.database;

import dev.millrace.database.reading.Reading;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.row.RowSettings;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Makes the readings of tables and queries that one task has. */
final class QueryReadings {

    private final ReadingRoom room;
    private final QuerySettings settings;
    private final Function<QuerySource, RowRecords> records;
    private final LongSupplier nanos;

    /** @param nanos a clock that nobody sets */
    QueryReadings(
            ReadingRoom room, QuerySettings settings, Function<QuerySource, RowRecords> records, LongSupplier nanos) {
        this.room = room;
        this.settings = settings;
        this.records = records;
        this.nanos = nanos;
    }

    /** The readings of a task; nothing is asked of the database before their first turns. */
    static List<Reading> open(ReadingRoom room, QuerySettings settings, RowSettings rows) {
        return new QueryReadings(room, settings, source -> new ShapedRows(source, room, rows), System::nanoTime)
                .readings();
    }

    List<Reading> readings() {
        Dialect dialect = room.database().dialect();
        List<Reading> readings = new ArrayList<>();
        for (int at = 0; at < settings.tables().size(); at++) {
            TableName table = settings.tables().get(at);
            if (settings.partKeys() > 0 || room.share().holds(at)) {
                readings.add(reading(QuerySource.of(table, dialect)));
            }
        }
        if (settings.query().isPresent()
                && (settings.partKeys() > 0 || room.share().holds(0))) {
            readings.add(reading(QuerySource.of(settings.query().get(), dialect)));
        }
        return readings;
    }

    private Reading reading(QuerySource source) {
        QueryTable table = new QueryTable(
                source, room.database(), OrderedBy.of(settings), settings.keyColumns(), records.apply(source));
        Optional<Frontier> frontier = frontier(table);
        Instant now = room.clock().instant();
        // A run that was interrupted goes on at once, whatever the schedule says.
        Instant first = frontier.isPresent() ? settings.schedule().first(now) : now;
        Function<WalkPlace, Walk> walks = frontier.isPresent()
                ? place -> cursorWalk(table, place, frontier.get())
                : new BulkWalks(table, settings.schedule().first(now))::walk;
        return new QueryReading(
                table,
                settings.partKeys() > 0
                        ? new PartWalks(table, settings.partKeys(), room.share(), walks)
                        : new WholeWalk(walks.apply(WalkPlace.whole(source))),
                frontier,
                room.database(),
                settings.schedule(),
                first,
                room.clock());
    }

    private Optional<Frontier> frontier(QueryTable table) {
        return switch (settings.mode()) {
            case BULK -> Optional.empty();
            case INCREMENTING -> Optional.of(new IdFrontier(table, new LagMarks(settings.lag(), nanos)));
            case TIMESTAMP, TIMESTAMP_INCREMENTING ->
                Optional.of(new TimeFrontier(table, new ServerClock(room.database()), settings.lag(), settings.zone()));
            case CHANGES, OUTBOX -> throw new IllegalArgumentException("no query: " + settings.mode());
        };
    }

    private Walk cursorWalk(QueryTable table, WalkPlace place, Frontier frontier) {
        return new CursorWalk(table, place, frontier, settings.pageRows(), room.offsets(), room.audit(), room.clock());
    }

    /** Makes the walks of runs. */
    private final class BulkWalks {

        private final QueryTable table;
        private final Instant first;

        BulkWalks(QueryTable table, Instant first) {
            this.table = table;
            this.first = first;
        }

        Walk walk(WalkPlace place) {
            return new BulkWalk(
                    table,
                    place,
                    DetectedRows.of(room, settings.changes(), table.source()),
                    settings.pageRows(),
                    settings.schedule(),
                    first,
                    room.offsets(),
                    room.audit(),
                    room.clock());
        }
    }
}
