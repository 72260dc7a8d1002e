package dev.millrace.database.row;

import java.sql.Types;

/** What the types of MySQL and MariaDB become, by the names that the drivers give them. */
final class MySqlTypes {

    private MySqlTypes() {}

    static ColumnType of(Column column, RowSettings settings) {
        TemporalSource source = TemporalSource.MYSQL;
        boolean optional = !column.required();
        return switch (column.typeName()) {
            // With the drivers' default, tinyint(1) is named a boolean.
            case "boolean" -> settings.tinyBoolean() ? PlainType.TINY_BOOLEAN : PlainType.INT16;
            case "tinyint" ->
                settings.tinyBoolean() && column.precision() == 1 ? PlainType.TINY_BOOLEAN : PlainType.INT16;
            case "tinyint unsigned", "smallint" -> PlainType.INT16;
            case "smallint unsigned", "mediumint", "mediumint unsigned", "int", "integer" -> PlainType.INT32;
            case "int unsigned", "integer unsigned", "bigint" -> PlainType.INT64;
            case "bigint unsigned" -> new DecimalType(settings.decimals(), 0, DecimalType.Source.NUMBER, optional);
            case "decimal", "decimal unsigned" ->
                new DecimalType(settings.decimals(), column.scale(), DecimalType.Source.NUMBER, optional);
            case "float", "float unsigned" -> PlainType.FLOAT32;
            case "double", "double unsigned" -> PlainType.FLOAT64;
            case "year" -> PlainType.YEAR;
            case "date" -> new DateType(settings.times(), source);
            case "time" -> TimeType.of(settings.times(), column.scale(), source);
            case "datetime" -> TimestampType.of(settings.times(), column.scale(), source);
            case "timestamp" -> new ZonedType(settings.times(), source);
            case "bit" -> column.precision() <= 1 ? PlainType.BOOLEAN : new BitsType(column.precision(), false);
            case "json" -> new TextType(TextType.Semantics.JSON);
            case "uuid" -> new TextType(TextType.Semantics.UUID);
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection" -> new GeometryType(optional);
            default ->
                switch (column.jdbcType()) {
                    case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                        new BinaryType(settings.binary());
                    default -> TextType.PLAIN;
                };
        };
    }
}
