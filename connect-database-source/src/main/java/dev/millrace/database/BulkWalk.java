package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Outlet;
import dev.millrace.database.reading.ReadingAudit;
import dev.millrace.kit.schedule.Schedule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * Run after run over all rows. The last row of a run is held back until it is known to be the last: its offset says that the
 * run is done.
 */
final class BulkWalk implements Walk {

    private final QueryTable table;
    private final WalkPlace place;
    private final BulkRows told;
    private final int pageRows;
    private final Schedule schedule;
    private final OffsetStorageReader offsets;
    private final ReadingAudit audit;
    private final Clock clock;
    private Instant next;
    private boolean isKnown;
    private boolean isRunning;
    private boolean isResumed;
    private BulkRun run = new BulkRun(0, Instant.EPOCH);
    private List<Object> position = List.of();
    private long rows;
    private long events;
    private @Nullable DatabaseRecord held;
    private Reach heldAt = new Reach(0, List.of());
    private Reach read = heldAt;

    /** How many rows of the run there are up to some place, and that place. */
    private record Reach(long rows, List<Object> position) {}

    /** @param first when the first run is to begin, if nothing is stored */
    BulkWalk(
            QueryTable table,
            WalkPlace place,
            BulkRows told,
            int pageRows,
            Schedule schedule,
            Instant first,
            OffsetStorageReader offsets,
            ReadingAudit audit,
            Clock clock) {
        this.table = table;
        this.place = place;
        this.told = told;
        this.pageRows = pageRows;
        this.schedule = schedule;
        this.next = first;
        this.offsets = offsets;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Instant wakes() {
        return isKnown && !isRunning ? next : Instant.EPOCH;
    }

    @Override
    public void go(Connection connection, Outlet outlet) throws SQLException, InterruptedException {
        if (!isKnown) {
            place.stored(offsets, this::restored).ifPresent(this::restore);
            isKnown = true;
        }
        if (!isRunning && clock.instant().isBefore(next)) {
            return;
        }
        boolean isOver = false;
        try {
            begin(outlet);
            rows(connection, outlet);
            end(outlet);
            isOver = true;
        } finally {
            if (!isOver) {
                interrupted();
            }
        }
    }

    /** What an offset tells. */
    private record Stored(BulkRun run, long rows, boolean isDone, List<Object> position) {}

    private Stored restored(Map<String, ?> offset) {
        return new Stored(
                BulkRun.read(offset),
                BulkRun.rows(offset),
                BulkRun.isDone(offset),
                QueryOffset.positionInRun(offset, table.keyset(), place.keys()));
    }

    private void restore(Stored stored) {
        run = stored.run();
        next = stored.isDone() ? later(run.began()) : clock.instant();
        if (!stored.isDone() && resumes()) {
            isRunning = true;
            isResumed = true;
            position = stored.position();
            rows = stored.rows();
            told.begin(run.number());
        }
    }

    private boolean resumes() {
        return told.resumes() && !table.keyset().columns().isEmpty();
    }

    private void begin(Outlet outlet) throws InterruptedException {
        if (isRunning) {
            return;
        }
        run = new BulkRun(run.number() + 1, clock.instant());
        rows = 0;
        position = List.of();
        events = 0;
        isResumed = false;
        told.begin(run.number());
        isRunning = true;
        hand(
                outlet,
                audit.started(
                        place.partition(), offset(++events, false), place.subject(), String.valueOf(run.number())));
    }

    /** What was read but not handed out is read again; without an order all is. */
    private void interrupted() {
        held = null;
        if (isRunning && !resumes()) {
            isRunning = false;
            next = clock.instant();
        }
    }

    private void rows(Connection connection, Outlet outlet) throws SQLException, InterruptedException {
        refuseRowsWithoutKey(connection);
        boolean isSorted = !table.keyset().columns().isEmpty();
        Reach reach = new Reach(rows, position);
        boolean isMore = true;
        while (isMore) {
            PageQuery query = table.rows("*");
            range().ifPresent(query::in);
            query.behind(table.keyset(), reach.position());
            Reach end = page(connection, outlet, isSorted ? query.sorted(table.keyset(), pageRows) : query, reach);
            isMore = isSorted && end.rows() - reach.rows() == pageRows;
            reach = end;
            connection.rollback();
        }
        for (DatabaseRecord gone = told.behind(); gone != null; gone = told.behind()) {
            hold(outlet, gone, reach);
        }
        read = reach;
    }

    /** Reads a page; returns how far it went. */
    private Reach page(Connection connection, Outlet outlet, PageQuery query, Reach from)
            throws SQLException, InterruptedException {
        Reach here = from;
        try (Page page = table.page(connection, query)) {
            Optional<String> change = table.change();
            if (change.isPresent()) {
                hand(
                        outlet,
                        audit.schemaChanged(place.partition(), offset(++events, false), place.subject(), change.get()));
            }
            told.shape(table.shape());
            Keyset keyset = table.keyset();
            boolean isSorted = !keyset.columns().isEmpty();
            ResultSet result = page.rows();
            while (result.next()) {
                here = new Reach(here.rows() + 1, isSorted ? keyset.position(result) : List.of());
                DatabaseRecord row = told.of(table.record(
                        result,
                        place.partition(),
                        QueryOffset.behind(keyset, here.position(), place.keys(), run, here.rows())));
                if (row != null) {
                    hold(outlet, row, here);
                }
            }
        }
        return here;
    }

    /** Hands out what was held back, and holds this back; unless nothing may be held back. */
    private void hold(Outlet outlet, DatabaseRecord record, Reach reach) throws InterruptedException {
        if (!told.resumes()) {
            outlet.hand(record);
            return;
        }
        release(outlet);
        held = record;
        heldAt = reach;
    }

    private void release(Outlet outlet) throws InterruptedException {
        if (held != null) {
            outlet.hand(held);
            held = null;
            rows = heldAt.rows();
            position = heldAt.position();
        }
    }

    private void end(Outlet outlet) throws InterruptedException {
        if (held != null && held.sourceOffset() instanceof QueryOffset offset) {
            offset.finish();
        }
        release(outlet);
        rows = read.rows();
        position = read.position();
        hand(
                outlet,
                audit.completed(
                        place.partition(),
                        offset(++events, true),
                        place.subject(),
                        String.valueOf(run.number()),
                        run.began(),
                        rows,
                        !isResumed));
        isRunning = false;
        next = later(run.began());
    }

    private void refuseRowsWithoutKey(Connection connection) throws SQLException {
        for (String column : table.keyset().names()) {
            if (table.isNullable(column)
                    && table.isAny(connection, table.rows("1").where(table.quoted(column) + " IS NULL"))) {
                throw table.keyset().withoutValue(column);
            }
        }
        connection.rollback();
    }

    private Optional<KeyRange> range() {
        return place.part().isEmpty()
                ? Optional.empty()
                : place.range(table.quoted(table.partColumn().name()));
    }

    private QueryOffset offset(long event, boolean isDone) {
        return QueryOffset.behind(table.keyset(), position, place.keys(), run, rows)
                .at(event, isDone);
    }

    private Instant later(Instant began) {
        Instant time = schedule.after(began);
        Instant now = clock.instant();
        return time.isBefore(now) ? schedule.first(now) : time;
    }

    private static void hand(Outlet outlet, Optional<DatabaseRecord> record) throws InterruptedException {
        if (record.isPresent()) {
            outlet.hand(record.get());
        }
    }
}
