package dev.millrace.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ids may be read up to the settled mark, and beyond it as long as they follow each other without a hole. */
final class IdFrontier implements Frontier {

    private final QueryTable table;
    private final LagMarks marks;
    private long settledLong = Long.MIN_VALUE;
    private @Nullable BigDecimal settled;
    private @Nullable BigDecimal greatest;

    IdFrontier(QueryTable table, LagMarks marks) {
        this.table = table;
        this.marks = marks;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        KeyColumn column = table.keyset().columns().get(0);
        // Before the first look at the table: what settles now is visible to every later look.
        settle();
        String id = table.quoted(column.name());
        if (table.isNullable(column.name())
                && table.isAny(connection, table.rows("1").where(id + " IS NULL"))) {
            throw table.keyset().withoutValue(column.name());
        }
        List<BigDecimal> highest = table.numbers(connection, table.rows("MAX(" + id + ")"));
        greatest = highest.isEmpty() ? null : highest.get(0);
        if (greatest != null) {
            marks.note(greatest);
        }
        if (!marks.isOn()) {
            settle();
        }
        connection.rollback();
    }

    @Override
    public boolean mayHave(List<Object> position) {
        return greatest != null && (position.isEmpty() || number(position).compareTo(greatest) < 0);
    }

    @Override
    public PageQuery limited(PageQuery query) {
        return query;
    }

    @Override
    public boolean mayRead(List<Object> before, List<Object> position) {
        Object id = position.get(0);
        if (id instanceof Long number) {
            return number <= settledLong
                    || (!before.isEmpty() && before.get(0) instanceof Long last && number - 1 == last);
        }
        BigDecimal number = number(position);
        return (settled != null && number.compareTo(settled) <= 0)
                || (!before.isEmpty() && number(before).add(BigDecimal.ONE).compareTo(number) == 0);
    }

    @Override
    public boolean isBeyond(KeyRange range) {
        return settled != null && settled.compareTo(BigDecimal.valueOf(range.last())) >= 0;
    }

    @Override
    public Optional<Duration> untilMore() {
        return marks.untilNext();
    }

    private void settle() {
        settled = marks.settled().orElse(null);
        settledLong = settled == null ? Long.MIN_VALUE : clamped(settled);
    }

    private static long clamped(BigDecimal number) {
        return number.min(BigDecimal.valueOf(Long.MAX_VALUE))
                .max(BigDecimal.valueOf(Long.MIN_VALUE))
                .longValue();
    }

    private static BigDecimal number(List<Object> position) {
        return position.get(0) instanceof BigDecimal number ? number : BigDecimal.valueOf((Long) position.get(0));
    }
}
