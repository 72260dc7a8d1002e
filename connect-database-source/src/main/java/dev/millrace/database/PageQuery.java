package dev.millrace.database;

import dev.millrace.database.server.Behind;
import dev.millrace.database.server.Dialect;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Puts a query for rows together: conditions, and the values of their question marks in the same order. */
final class PageQuery {

    /** Gives a statement the value of one question mark. */
    @FunctionalInterface
    interface Binding {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    private final Dialect dialect;
    private final StringBuilder sql;
    private final List<Binding> bindings = new ArrayList<>();
    private String joint = " WHERE ";

    private PageQuery(String selected, QuerySource source, Dialect dialect) {
        this.dialect = dialect;
        this.sql =
                new StringBuilder("SELECT ").append(selected).append(" FROM ").append(source.from());
        for (QueryParameters.Value value : source.parameters()) {
            bindings.add((statement, index) -> value.type().bind(statement, index, value.object(), dialect));
        }
    }

    /** All of a source. */
    static PageQuery of(String selected, QuerySource source, Dialect dialect) {
        return new PageQuery(selected, source, dialect);
    }

    PageQuery where(String condition) {
        sql.append(joint).append(condition);
        joint = " AND ";
        return this;
    }

    PageQuery where(String condition, KeyType type, Object value) {
        bindings.add((statement, index) -> type.bind(statement, index, value));
        return where(condition);
    }

    PageQuery in(KeyRange range) {
        bindings.add((statement, index) -> statement.setLong(index, range.first()));
        bindings.add((statement, index) -> statement.setLong(index, range.last()));
        return where(range.column() + " >= ? AND " + range.column() + " <= ?");
    }

    /** Rows behind a position; all rows when it is empty. */
    PageQuery behind(Keyset keyset, List<Object> position) {
        if (position.isEmpty()) {
            return this;
        }
        Behind behind = dialect.behind(keyset.quoted(dialect));
        for (int column : behind.bound()) {
            KeyType type = keyset.columns().get(column).type();
            Object value = position.get(column);
            bindings.add((statement, index) -> type.bind(statement, index, value));
        }
        return where("(" + behind.sql() + ")");
    }

    PageQuery sorted(Keyset keyset, long most) {
        sql.append(" ORDER BY ").append(String.join(", ", keyset.quoted(dialect)));
        return most(most);
    }

    PageQuery most(long rows) {
        sql.append(dialect.limit(rows));
        return this;
    }

    String sql() {
        return sql.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int at = 0; at < bindings.size(); at++) {
            bindings.get(at).bind(statement, at + 1);
        }
    }
}
