package dev.millrace.database.row;

import java.sql.Types;

/** What the types of JDBC become, for drivers that we know nothing about. */
final class StandardTypes {

    /** Oracle's, for a number whose scale is each value's own. */
    private static final int NO_SCALE = -127;

    private StandardTypes() {}

    /** The type of a column. @throws UnreadableValue when none reads it without losing something */
    static ColumnType of(Column column, RowSettings settings) {
        TemporalSource source = TemporalSource.STANDARD;
        TimeForm times = settings.times();
        return switch (column.jdbcType()) {
            case Types.BIT, Types.BOOLEAN -> PlainType.BOOLEAN;
            // Unsigned with some, signed with others.
            case Types.TINYINT, Types.SMALLINT -> PlainType.INT16;
            case Types.INTEGER -> PlainType.INT32;
            case Types.BIGINT -> PlainType.INT64;
            case Types.REAL -> PlainType.FLOAT32;
            case Types.FLOAT, Types.DOUBLE -> PlainType.FLOAT64;
            case Types.NUMERIC, Types.DECIMAL ->
                new DecimalType(
                        settings.decimals(),
                        column.precision() == 0 || column.scale() == NO_SCALE ? DecimalType.VARIABLE : column.scale(),
                        DecimalType.Source.NUMBER,
                        !column.required());
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB,
                    Types.NULL -> TextType.PLAIN;
            case Types.SQLXML -> new TextType(TextType.Semantics.XML);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> new BinaryType(settings.binary());
            case Types.DATE -> new DateType(times, source);
            case Types.TIME -> TimeType.of(times, column.scale(), source);
            case Types.TIMESTAMP -> TimestampType.of(times, column.scale(), source);
            case Types.TIME_WITH_TIMEZONE -> new ZonedTimeType(times, source);
            case Types.TIMESTAMP_WITH_TIMEZONE -> new ZonedType(times, source);
            default ->
                throw new UnreadableValue("the driver has no standard type for it (" + column.typeName()
                        + "): read it with a query that casts it to text");
        };
    }
}
