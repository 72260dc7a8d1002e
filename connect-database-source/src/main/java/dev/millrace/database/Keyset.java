package dev.millrace.database;

import dev.millrace.database.server.Dialect;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns that give rows their order and each a place in it: in SQL, in results and in offsets. Immutable.
 *
 * @param columns in the order of their weight
 */
record Keyset(QuerySource source, List<KeyColumn> columns) {

    private static final String PREFIX = "key.";

    Keyset {
        columns = List.copyOf(columns);
    }

    /**
     * Finds the columns of a result.
     *
     * @throws ConnectorFailure MISCONFIGURED when one is missing, or can't be gone on from
     */
    static Keyset of(QuerySource source, List<String> names, ResultSetMetaData result, Dialect dialect)
            throws SQLException {
        List<KeyColumn> columns = new ArrayList<>();
        for (String name : names) {
            int index = indexOf(name, result);
            if (index == 0) {
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "column-missing",
                        source + " has no column " + name + ", which its rows are to be sorted by: correct the name");
            }
            if (columns.stream().anyMatch(known -> known.index() == index)) {
                // The same column in other letters has its place already.
                continue;
            }
            KeyType type = KeyType.of(result, index, dialect).orElseThrow(() -> unsorted(source, name));
            columns.add(new KeyColumn(result.getColumnLabel(index), index, type, TimeForm.of(result, index, dialect)));
        }
        return new Keyset(source, columns);
    }

    /** For a column of a type that the server compares otherwise than it sorts it. */
    static ConnectorFailure unsorted(QuerySource source, String column) {
        return new ConnectorFailure(
                FailureKind.MISCONFIGURED,
                "key-type-unfit",
                "column " + column + " of " + source
                        + " is of a type that can't be gone on from, for it is not compared as"
                        + " it is sorted: name another column");
    }

    List<String> names() {
        return columns.stream().map(KeyColumn::name).toList();
    }

    List<String> quoted(Dialect dialect) {
        return columns.stream().map(column -> dialect.quoted(column.name())).toList();
    }

    /**
     * Where the row stands that the result stands at.
     *
     * @throws ConnectorFailure MISCONFIGURED when it has no value for one of the columns
     */
    List<Object> position(ResultSet row) throws SQLException {
        if (columns.size() == 1) {
            return List.of(value(row, columns.get(0)));
        }
        Object[] values = new Object[columns.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = value(row, columns.get(at));
        }
        return List.of(values);
    }

    /** Writes a position into an offset. */
    void write(List<Object> position, Map<String, Object> offset) {
        for (int at = 0; at < columns.size(); at++) {
            KeyColumn column = columns.get(at);
            offset.put(PREFIX + column.name(), column.type().stored(position.get(at)));
        }
    }

    /**
     * Reads a position from an offset; empty when it holds none.
     *
     * @throws IllegalArgumentException when it is one of other columns, or of other types
     */
    List<Object> read(Map<String, ?> offset) {
        List<String> stored = offset.keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .map(key -> key.substring(PREFIX.length()))
                .sorted()
                .toList();
        if (stored.isEmpty()) {
            return List.of();
        }
        List<String> wanted = names().stream().sorted().toList();
        if (!stored.equals(wanted)) {
            throw new IllegalArgumentException("it says where to go on by " + String.join(", ", stored)
                    + ", but rows are sorted by " + String.join(", ", wanted));
        }
        List<Object> position = new ArrayList<>();
        for (KeyColumn column : columns) {
            position.add(value(column, offset.get(PREFIX + column.name())));
        }
        return List.copyOf(position);
    }

    private static Object value(KeyColumn column, @Nullable Object stored) {
        try {
            return column.type().parse(stored == null ? "" : stored);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "the value of " + column.name() + " can't be read: " + wrong.getMessage());
        }
    }

    private Object value(ResultSet row, KeyColumn column) throws SQLException {
        Object value = column.type().read(row, column.index());
        if (value == null) {
            throw withoutValue(column.name());
        }
        return value;
    }

    /** For a row that has no place in the order. */
    ConnectorFailure withoutValue(String column) {
        return new ConnectorFailure(
                FailureKind.MISCONFIGURED,
                "key-null",
                source + " has rows without a value for " + column + ", which can't be read in order: name columns that"
                        + " always have one, or read a query that leaves such rows out");
    }

    /** From 1; as written, else in upper or lower case as it may be; 0 for none. */
    static int indexOf(String name, ResultSetMetaData result) throws SQLException {
        int found = 0;
        for (int index = 1; index <= result.getColumnCount(); index++) {
            String label = result.getColumnLabel(index);
            if (label.equals(name)) {
                return index;
            }
            if (found == 0 && label.equalsIgnoreCase(name)) {
                found = index;
            }
        }
        return found;
    }
}
