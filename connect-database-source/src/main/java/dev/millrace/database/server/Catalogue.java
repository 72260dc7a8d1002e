package dev.millrace.database.server;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the server's catalogue says of a table; a table without a schema is one of the connection's own. */
public final class Catalogue {

    private Catalogue() {}

    /** The columns of the primary key in its order; empty without one. */
    public static List<String> primaryKey(Connection connection, Dialect dialect, TableName table) throws SQLException {
        Place place = Place.of(connection, dialect, table);
        TreeMap<Short, String> columns = new TreeMap<>();
        try (ResultSet rows = connection.getMetaData().getPrimaryKeys(place.catalogue, place.schema, table.table())) {
            while (rows.next()) {
                columns.put(rows.getShort("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    /** Whether there is a table or view of this name that may be seen. */
    public static boolean exists(Connection connection, Dialect dialect, TableName table) throws SQLException {
        Place place = Place.of(connection, dialect, table);
        DatabaseMetaData data = connection.getMetaData();
        String escape = data.getSearchStringEscape();
        try (ResultSet rows =
                data.getTables(place.catalogue, escaped(place.schema, escape), escaped(table.table(), escape), null)) {
            return rows.next();
        }
    }

    private static @Nullable String escaped(@Nullable String name, String escape) {
        return name == null
                ? null
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }

    /** MySQL's databases are catalogues in JDBC's terms. */
    private record Place(
            @Nullable String catalogue, @Nullable String schema) {

        static Place of(Connection connection, Dialect dialect, TableName table) throws SQLException {
            Optional<String> named = table.schema();
            return switch (dialect) {
                case MYSQL -> new Place(named.isPresent() ? named.get() : connection.getCatalog(), null);
                case POSTGRESQL, STANDARD ->
                    new Place(connection.getCatalog(), named.isPresent() ? named.get() : connection.getSchema());
            };
        }
    }
}
