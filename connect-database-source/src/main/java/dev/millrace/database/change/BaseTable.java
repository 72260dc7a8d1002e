package dev.millrace.database.change;

import dev.millrace.database.row.Column;
import dev.millrace.database.server.Catalogue;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table with triggers, as the catalogue has it now.
 *
 * @param columns those that an image of a row has; all but the key's may be null, for an image may be older than a column
 * @param key the primary key's columns
 */
record BaseTable(TableName name, List<Column> columns, List<String> key) {

    private static final String VIRTUAL = "SELECT attname FROM pg_catalog.pg_attribute"
            + " WHERE attrelid = CAST(? AS pg_catalog.regclass) AND attgenerated = 'v'";

    BaseTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /**
     * Looks it up.
     *
     * @throws ConnectorFailure MISCONFIGURED when it has no primary key
     */
    static BaseTable of(Connection connection, Dialect dialect, TableName name) throws SQLException {
        List<String> key = Catalogue.primaryKey(connection, dialect, name);
        if (key.isEmpty()) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "primary-key-missing",
                    name
                            + " has no primary key that this user can see, so nothing says which row a change belongs to: give"
                            + " it one, or SELECT on the table");
        }
        return of(connection, dialect, name, key);
    }

    /** The same with its key known. */
    static BaseTable of(Connection connection, Dialect dialect, TableName name, List<String> key) throws SQLException {
        Set<String> absent = dialect == Dialect.POSTGRESQL ? virtual(connection, name) : Set.of();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM " + name.quoted(dialect) + " WHERE 1 = 0");
                ResultSet nothing = statement.executeQuery()) {
            List<Column> columns = Column.of(nothing.getMetaData(), dialect).stream()
                    .filter(column -> !absent.contains(column.name()))
                    .map(column -> key.contains(column.name()) ? column : column.optional())
                    .toList();
            return new BaseTable(name, columns, key);
        }
    }

    /** PostgreSQL's generated columns that are not stored: a trigger can't see what they are. */
    private static Set<String> virtual(Connection connection, TableName name) throws SQLException {
        Set<String> names = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(VIRTUAL)) {
            statement.setString(1, name.quoted(Dialect.POSTGRESQL));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    names.add(result.getString(1));
                }
            }
        }
        return names;
    }
}
