package dev.millrace.database;

import dev.millrace.database.reading.ReadingRoom.Share;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** The parts of a table that are this task's: those of every so many values of its key. New ones come as it grows. */
final class PartWalks implements Walks {

    /** More offsets than this are nobody's wish. */
    private static final long MOST_PARTS = 100_000;

    private final QueryTable table;
    private final long keys;
    private final Share share;
    private final Function<WalkPlace, Walk> maker;
    private final TreeMap<Long, Walk> walks = new TreeMap<>();

    PartWalks(QueryTable table, long keys, Share share, Function<WalkPlace, Walk> maker) {
        this.table = table;
        this.keys = keys;
        this.share = share;
        this.maker = maker;
    }

    @Override
    public void look(Connection connection) throws SQLException {
        String column = table.quoted(table.partColumn().name());
        List<BigDecimal> ends = table.numbers(connection, table.rows("MIN(" + column + "), MAX(" + column + ")"));
        connection.rollback();
        if (ends.isEmpty()) {
            return;
        }
        long first = Math.floorDiv(ends.get(0).longValueExact(), keys);
        long last = Math.floorDiv(ends.get(1).longValueExact(), keys);
        if (last - first < 0 || last - first >= MOST_PARTS) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "too-many-parts",
                    table.source() + " would have more than " + MOST_PARTS + " parts: raise "
                            + QuerySettings.PART_KEYS);
        }
        for (long part = first; part <= last; part++) {
            if (share.holds(part)) {
                walks.computeIfAbsent(part, number -> maker.apply(WalkPlace.part(table.source(), number, keys)));
            }
        }
    }

    @Override
    public Collection<Walk> all() {
        return walks.values();
    }
}
