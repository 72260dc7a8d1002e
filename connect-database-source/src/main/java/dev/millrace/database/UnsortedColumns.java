package dev.millrace.database;

import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that a server compares otherwise than it sorts them.
 *
 * @param enumerations MySQL's, which are sorted by their numbers; results show them as texts, only the catalogue knows
 */
record UnsortedColumns(QuerySource source, Set<String> enumerations) {

    UnsortedColumns {
        enumerations = Set.copyOf(enumerations);
    }

    static UnsortedColumns of(Connection connection, Dialect dialect, QuerySource source) throws SQLException {
        Set<String> enumerations = new HashSet<>();
        if (dialect == Dialect.MYSQL && source.table().isPresent()) {
            TableName table = source.table().get();
            DatabaseMetaData catalogue = connection.getMetaData();
            String escape = catalogue.getSearchStringEscape();
            String pattern = table.table().replace("_", escape + "_").replace("%", escape + "%");
            String schema = table.schema().isPresent() ? table.schema().get() : connection.getCatalog();
            try (ResultSet columns = catalogue.getColumns(schema, null, pattern, null)) {
                while (columns.next()) {
                    String type = columns.getString("TYPE_NAME").toUpperCase(Locale.ROOT);
                    if (type.startsWith("ENUM") || type.startsWith("SET")) {
                        enumerations.add(columns.getString("COLUMN_NAME"));
                    }
                }
            }
        }
        return new UnsortedColumns(source, enumerations);
    }

    /** The first of these that is one; names that the result does not have are left to others. */
    Optional<String> first(List<String> names, ResultSetMetaData result, Dialect dialect) throws SQLException {
        for (String name : names) {
            int index = Keyset.indexOf(name, result);
            if (index > 0
                    && (enumerations.contains(result.getColumnLabel(index))
                            || mayBeEnumeration(result, index, dialect)
                            || KeyType.of(result, index, dialect).isEmpty())) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** No catalogue knows the columns of a query, and results call enumerations CHAR; CAST(k AS CHAR) makes a VARCHAR. */
    private boolean mayBeEnumeration(ResultSetMetaData result, int index, Dialect dialect) throws SQLException {
        return dialect == Dialect.MYSQL
                && source.table().isEmpty()
                && result.getColumnTypeName(index).equalsIgnoreCase("CHAR");
    }

    ConnectorFailure failure(String column) {
        return Keyset.unsorted(source, column);
    }
}
