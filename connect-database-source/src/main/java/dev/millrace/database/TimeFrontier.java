package dev.millrace.database;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows may be read up to a lag behind the server's now. */
final class TimeFrontier implements Frontier {

    private static final Logger LOG = LoggerFactory.getLogger(TimeFrontier.class);

    private final QueryTable table;
    private final ServerClock clock;
    private final Duration lag;
    private final ZoneId zone;
    private @Nullable LocalDateTime bound;

    /** @param zone of a column without one */
    TimeFrontier(QueryTable table, ServerClock clock, Duration lag, ZoneId zone) {
        this.table = table;
        this.clock = clock;
        this.lag = lag;
        this.zone = zone;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        KeyColumn column = column();
        Instant now = clock.now(connection);
        LocalDateTime before = bound;
        if (before == null) {
            warnOfRowsWithoutTime(connection, column);
        }
        LocalDateTime after = column.time().bound(now.minus(lag), zone);
        refuseRowsWithoutKey(connection, column, before, after);
        bound = after;
        connection.rollback();
    }

    @Override
    public boolean mayHave(List<Object> position) {
        return true;
    }

    @Override
    public PageQuery limited(PageQuery query) {
        LocalDateTime end = bound;
        if (end == null) {
            throw new IllegalStateException("no turn has begun");
        }
        return where(query, column(), " < ?", end);
    }

    @Override
    public boolean mayRead(List<Object> before, List<Object> position) {
        return true;
    }

    @Override
    public boolean isBeyond(KeyRange range) {
        return false;
    }

    @Override
    public Optional<Duration> untilMore() {
        return Optional.empty();
    }

    private KeyColumn column() {
        KeyColumn column = table.keyset().columns().get(0);
        if (column.time().meaning() == TimeForm.Meaning.NONE) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "timestamp-unfit",
                    "column " + column.name() + " of " + table.source() + " is no date or timestamp: name one in "
                            + QuerySettings.TIMESTAMP);
        }
        return column;
    }

    private void warnOfRowsWithoutTime(Connection connection, KeyColumn column) throws SQLException {
        if (!table.isNullable(column.name())) {
            return;
        }
        String condition = table.quoted(column.name()) + " IS NULL";
        BigDecimal count = table.numbers(connection, table.rows("COUNT(*)").where(condition))
                .get(0);
        if (count.signum() > 0) {
            LOG.warn(
                    "{}: {} rows have no value for {} and are not read, as long as they have none",
                    table.source(),
                    count,
                    column.name());
        }
    }

    /** Rows of the same time that can't be told apart would be passed over. */
    private void refuseRowsWithoutKey(
            Connection connection, KeyColumn time, @Nullable LocalDateTime from, LocalDateTime to) throws SQLException {
        List<String> nullable = table.keyset().names().stream()
                .skip(1)
                .filter(table::isNullable)
                .toList();
        if (nullable.isEmpty()) {
            return;
        }
        String isNull =
                nullable.stream().map(name -> table.quoted(name) + " IS NULL").collect(Collectors.joining(" OR "));
        PageQuery query = where(table.rows("1").where("(" + isNull + ")"), time, " < ?", to);
        if (table.isAny(connection, from == null ? query : where(query, time, " >= ?", from))) {
            throw table.keyset().withoutValue(String.join(" or ", nullable));
        }
    }

    private PageQuery where(PageQuery query, KeyColumn column, String comparison, LocalDateTime time) {
        return query.where(
                table.quoted(column.name()) + comparison,
                column.type(),
                column.time().parameter(time, column.type()));
    }
}
