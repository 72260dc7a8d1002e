package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Outlet;
import dev.millrace.database.reading.ReadingAudit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Rows behind the last one, page by page, as far as the frontier. */
final class CursorWalk implements Walk {

    private final QueryTable table;
    private final WalkPlace place;
    private final Frontier frontier;
    private final int pageRows;
    private final OffsetStorageReader offsets;
    private final ReadingAudit audit;
    private final Clock clock;
    private List<Object> position = List.of();
    private boolean isKnown;
    private long events;
    private boolean held;
    private boolean over;

    CursorWalk(
            QueryTable table,
            WalkPlace place,
            Frontier frontier,
            int pageRows,
            OffsetStorageReader offsets,
            ReadingAudit audit,
            Clock clock) {
        this.table = table;
        this.place = place;
        this.frontier = frontier;
        this.pageRows = pageRows;
        this.offsets = offsets;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Instant wakes() {
        Instant now = clock.instant();
        return held ? frontier.untilMore().map(now::plus).orElse(Instant.MAX) : Instant.MAX;
    }

    @Override
    public void go(Connection connection, Outlet outlet) throws SQLException, InterruptedException {
        if (over) {
            return;
        }
        if (!isKnown) {
            position = begin();
            isKnown = true;
        }
        Optional<KeyRange> range = range();
        boolean isLast = range.isPresent() && frontier.isBeyond(range.get());
        held = false;
        boolean isMore = true;
        while (isMore && !held && frontier.mayHave(position)) {
            isMore = page(connection, outlet, range) == pageRows;
            connection.rollback();
        }
        over = isLast && !held;
    }

    /** Hands the rows of a page out; returns how many. */
    private int page(Connection connection, Outlet outlet, Optional<KeyRange> range)
            throws SQLException, InterruptedException {
        List<Object> before = position;
        PageQuery query = table.rows("*");
        range.ifPresent(query::in);
        query.behind(table.keyset(), before);
        int count = 0;
        try (Page page = table.page(connection, frontier.limited(query).sorted(table.keyset(), pageRows))) {
            announce(outlet);
            Keyset keyset = table.keyset();
            ResultSet rows = page.rows();
            while (rows.next()) {
                List<Object> here = keyset.position(rows);
                if (!frontier.mayRead(before, here)) {
                    held = true;
                    return count;
                }
                outlet.hand(table.record(rows, place.partition(), QueryOffset.behind(keyset, here, place.keys())));
                before = here;
                position = here;
                count++;
            }
        }
        return count;
    }

    private void announce(Outlet outlet) throws InterruptedException {
        Optional<String> change = table.change();
        if (change.isPresent()) {
            QueryOffset offset =
                    QueryOffset.behind(table.keyset(), position, place.keys()).at(++events, false);
            Optional<DatabaseRecord> told =
                    audit.schemaChanged(place.partition(), offset, place.subject(), change.get());
            if (told.isPresent()) {
                outlet.hand(told.get());
            }
        }
    }

    private List<Object> begin() {
        return place.stored(offsets, offset -> read(offset, place.keys()))
                .orElseGet(() -> place.before(offsets, offset -> read(offset, 0)));
    }

    private List<Object> read(Map<String, ?> offset, long keys) {
        return QueryOffset.position(offset, table.keyset(), keys);
    }

    private Optional<KeyRange> range() {
        return place.part().isEmpty()
                ? Optional.empty()
                : place.range(table.quoted(table.partColumn().name()));
    }
}
