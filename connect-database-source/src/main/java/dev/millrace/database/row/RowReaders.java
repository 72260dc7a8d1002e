package dev.millrace.database.row;

import dev.millrace.database.server.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The readers of one table or query over time: a new one when its columns have changed, the same otherwise. Not safe for threads
 * at the same time.
 */
public final class RowReaders {

    private final String name;
    private final List<String> keyColumns;
    private final RowSettings settings;
    private final Dialect dialect;
    private final boolean optional;
    private @Nullable RowReader reader;
    private Optional<ShapeChange> change = Optional.empty();

    /** Of a table. */
    public RowReaders(String name, List<String> keyColumns, RowSettings settings, Dialect dialect) {
        this(name, keyColumns, settings, dialect, false);
    }

    private RowReaders(String name, List<String> keyColumns, RowSettings settings, Dialect dialect, boolean optional) {
        this.name = name;
        this.keyColumns = List.copyOf(keyColumns);
        this.settings = settings;
        this.dialect = dialect;
        this.optional = optional;
    }

    /** Of a query: every column outside the key may be null, for an outer join makes nulls of columns that have none. */
    public RowReaders optional() {
        return new RowReaders(name, keyColumns, settings, dialect, true);
    }

    /**
     * The reader for a result.
     *
     * @throws dev.millrace.kit.ConnectorFailure as {@link RowShape#of} does
     */
    public RowReader reader(ResultSetMetaData result) throws SQLException {
        List<Column> columns = Column.of(result, dialect);
        if (optional) {
            columns = columns.stream().map(Column::optional).toList();
        }
        RowReader last = reader;
        if (last != null && last.shape().fits(columns)) {
            change = Optional.empty();
            return last;
        }
        RowShape shape = last == null
                ? RowShape.of(name, columns, keyColumns, settings, dialect)
                : last.shape().next(columns);
        change = last == null
                ? Optional.empty()
                : Optional.of(ShapeChange.between(last.shape(), shape)).filter(each -> !each.isEmpty());
        RowReader next = RowReader.of(shape);
        reader = next;
        return next;
    }

    /** How the result of the last {@link #reader} differs from the one before; empty when it doesn't, or is the first. */
    public Optional<ShapeChange> change() {
        return change;
    }
}
