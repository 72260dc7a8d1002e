package dev.millrace.database.row;

import dev.millrace.database.server.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column of a result as its driver describes it.
 *
 * @param name the label: the alias where there is one
 * @param jdbcType of {@link java.sql.Types}
 * @param typeName the database's, in lower case
 * @param precision digits or characters; 0 where the type has none
 * @param scale digits behind the point, of numbers and of seconds
 * @param required whether the catalogue says that it is never null
 */
public record Column(String name, int jdbcType, String typeName, int precision, int scale, boolean required) {

    /** The length of a date, a time and a point. */
    private static final int WHOLE_SECONDS = 20;

    /** The columns of a result, in its order. */
    public static List<Column> of(ResultSetMetaData result, Dialect dialect) throws SQLException {
        int count = result.getColumnCount();
        List<Column> columns = new ArrayList<>(count);
        for (int index = 1; index <= count; index++) {
            columns.add(of(result, index, dialect));
        }
        return List.copyOf(columns);
    }

    private static Column of(ResultSetMetaData result, int index, Dialect dialect) throws SQLException {
        String typeName = result.getColumnTypeName(index).toLowerCase(Locale.ROOT);
        int precision = result.getPrecision(index);
        int scale = result.getScale(index);
        return new Column(
                result.getColumnLabel(index),
                result.getColumnType(index),
                typeName,
                precision,
                switch (dialect) {
                    case POSTGRESQL -> signed(scale);
                    // MySQL's own driver tells the digits of a second by the length of the text only.
                    case MYSQL -> typeName.equals("datetime") ? Math.max(scale, precision - WHOLE_SECONDS) : scale;
                    case STANDARD -> scale;
                },
                result.isNullable(index) == ResultSetMetaData.columnNoNulls);
    }

    /** PostgreSQL keeps a scale in eleven bits, as a two's complement; its driver hands them out as they are. */
    private static int signed(int scale) {
        return scale > 1023 ? scale - 2048 : scale;
    }

    /** The same column, which may be null. */
    public Column optional() {
        return required ? new Column(name, jdbcType, typeName, precision, scale, false) : this;
    }

    /** The same column, which is never null. */
    Column never() {
        return required ? this : new Column(name, jdbcType, typeName, precision, scale, true);
    }

    /** For people: {@code numeric(10,2) not null}. */
    String type() {
        String size = precision == 0 ? "" : scale == 0 ? "(" + precision + ")" : "(" + precision + "," + scale + ")";
        return typeName + size + (required ? " not null" : "");
    }
}
