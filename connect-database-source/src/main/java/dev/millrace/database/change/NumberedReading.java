package dev.millrace.database.change;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Outlet;
import dev.millrace.database.reading.Reading;
import dev.millrace.database.reading.ReadingMeters;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.reading.Settlement;
import dev.millrace.database.row.ShapeChange;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a table by the numbers of its rows, each once, in their order, and none before all in front of it are known. */
final class NumberedReading<R extends NumberedRow> implements Reading {

    /** How long a turn may take while others wait for the thread. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(NumberedReading.class);

    private final String name;
    private final Map<String, String> partition;
    private final ReadingRoom room;
    private final NumberedRows<R> rows;
    private final NumberedTable table;
    private final Gaps gaps;
    private final Finished finished;
    private final Optional<TableCopy> copy;
    private final CaptureSettings settings;
    private final LongAdder read;
    private final LongAdder copied;
    private @Nullable Place place;
    private boolean isChecked;
    private volatile Instant wakes = Instant.MIN;

    NumberedReading(
            String name,
            Map<String, String> partition,
            ReadingRoom room,
            NumberedRows<R> rows,
            GapRule rule,
            GapSettings gaps,
            Done done,
            String doneColumn,
            Optional<TableCopy> copy,
            CaptureSettings settings) {
        ReadingMeters meters = room.meters(name);
        this.name = name;
        this.partition = Map.copyOf(partition);
        this.room = room;
        this.rows = rows;
        this.table = new NumberedTable(room.database(), rows.table(), rows.number());
        this.gaps = new Gaps(name, rule, gaps, room.clock(), meters);
        this.finished = new Finished(room.database(), table, done, doneColumn, settings.doneRows(), meters);
        this.copy = copy;
        this.settings = settings;
        this.read = meters.counter("rows", "Rows that were read");
        this.copied = meters.counter("rows.snapshot", "Rows from before the triggers that were read");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Instant wakes() {
        return wakes;
    }

    @Override
    public void turn(Outlet outlet) throws SQLException, InterruptedException {
        boolean waits;
        boolean goesOn;
        Instant end = room.clock().instant().plus(TURN);
        try (Connection connection = room.database().reading()) {
            // Each statement sees what is committed when it begins.
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            Place from = resume();
            check(connection, from);
            do {
                finished.sweep();
                waits = gaps.holdsUp(connection, table);
                goesOn = !waits && step(connection, outlet);
            } while (goesOn && room.clock().instant().isBefore(end));
        } catch (SQLException failed) {
            isChecked = false;
            throw failed;
        }
        Instant now = room.clock().instant();
        wakes = goesOn ? now : now.plus(waits ? gaps.pause() : settings.poll());
    }

    @Override
    public void close() {
        // The connections are the pool's.
    }

    /** Reads a page and hands it out as far as it may go; false when nothing more is there for now. */
    private boolean step(Connection connection, Outlet outlet) throws SQLException, InterruptedException {
        List<R> page = table.page(connection, rows, place().cursor(), settings.pageRows());
        if (page.isEmpty()) {
            gaps.closed();
            // A table that was emptied or made anew shows nothing behind the cursor either.
            isChecked = false;
            return copies(connection, outlet);
        }
        announce(rows.prepare(connection), outlet);
        connection.rollback();
        long newest = page.get(page.size() - 1).number();
        for (R row : page) {
            long first = place().cursor() + 1;
            long last = row.number() - 1;
            if (first <= last && !gaps.passes(first, last)) {
                switch (gaps.meet(connection, first, last, newest)) {
                    case AGAIN -> {
                        return true;
                    }
                    case WAIT -> {
                        return page.size() < settings.pageRows() && copies(connection, outlet);
                    }
                    case SKIP -> skip(first, last, outlet);
                }
            }
            gaps.closed();
            hand(row, outlet);
        }
        if (page.size() < settings.pageRows()) {
            boolean unused = copies(connection, outlet);
        }
        return true;
    }

    private void skip(long first, long last, Outlet outlet) throws InterruptedException {
        Place behind = place().behind(last);
        Optional<DatabaseRecord> event = room.audit()
                .gapSkipped(partition, behind.toOffset(), name, first == last ? "" + first : first + "-" + last);
        if (event.isPresent()) {
            outlet.hand(event.get());
        }
        finished.skipped(first, last);
        place = behind;
    }

    private void hand(R row, Outlet outlet) throws InterruptedException {
        Place before = place();
        int done = before.number() == row.number() ? before.records() : 0;
        Place behind = before.behind(row.number());
        try {
            List<Draft> drafts = rows.drafts(row);
            for (int at = done; at < drafts.size(); at++) {
                boolean isLast = at == drafts.size() - 1;
                Place to = isLast ? behind : before.within(row.number(), at + 1);
                outlet.hand(drafts.get(at).at(partition, to, settlement(to)));
                place = to;
            }
        } catch (ConnectorFailure failed) {
            if (failed.kind() != FailureKind.MALFORMED) {
                throw failed;
            }
            // The row stays until Kafka has what is told of it.
            outlet.hand(room.malformed().setAside(partition, behind.toOffset(), name, failed, settlement(behind)));
        }
        place = behind;
        read.increment();
    }

    private Settlement settlement(Place to) {
        return finished.handedOver(to.cursor(), room.clock().millis());
    }

    private void announce(Optional<ShapeChange> change, Outlet outlet) throws InterruptedException {
        if (change.isEmpty()) {
            return;
        }
        Place here = place().event(place().event() + 1);
        Optional<DatabaseRecord> event = room.audit()
                .schemaChanged(partition, here.toOffset(), name, change.get().toString());
        if (event.isPresent()) {
            outlet.hand(event.get());
            place = here;
        }
    }

    /** Goes on with the rows from before the triggers; false when there are none left. */
    private boolean copies(Connection connection, Outlet outlet) throws SQLException, InterruptedException {
        Optional<Place.CopyPlace> from = place().copy();
        if (copy.isEmpty() || from.isEmpty()) {
            return false;
        }
        TableCopy.Page page = copy.get().page(connection, from.get(), place().cursor());
        for (TableCopy.Copied row : page.rows()) {
            Place to = place().copied(row.to());
            outlet.hand(
                    row.failure().isPresent()
                            ? room.malformed()
                                    .setAside(
                                            partition,
                                            to.toOffset(),
                                            name,
                                            row.failure().get())
                            : row.draft().orElseThrow().at(partition, to, Settlement.NONE));
            place = to;
            copied.increment();
        }
        place = place().copied(page.to());
        if (page.to().isEmpty()) {
            LOG.info("{}: the rows from before the triggers were read; {} in this task's life", name, copied.sum());
        }
        return true;
    }

    private Place place() {
        Place known = place;
        if (known == null) {
            throw new IllegalStateException(name + " has no place yet");
        }
        return known;
    }

    private Place resume() {
        Place known = place;
        if (known == null) {
            @Nullable Map<String, Object> offset = room.offsets().offset(partition);
            known = offset == null ? Place.start(copy.isPresent()) : Place.of(offset);
            finished.resumed(known.cursor());
            place = known;
        }
        return known;
    }

    /** A table that was emptied or made anew would give out numbers that were read before. */
    private void check(Connection connection, Place from) throws SQLException {
        if (isChecked) {
            return;
        }
        long newest = table.newest(connection);
        if (newest < from.cursor()) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "numbers-begin-anew",
                    name + ": " + rows.table() + " ends at number " + newest + " but was read up to " + from.cursor()
                            + ": it was emptied, made anew or restored. Remove the connector's offset of "
                            + partition + " to read it from its beginning.");
        }
        isChecked = true;
    }
}
