package dev.millrace.database.row;

import java.sql.Types;

/**
 * What PostgreSQL's types become, by their names in the catalogue. A type that is not named has text that says all there is to
 * say: enums, ranges, network addresses, composites, full-text search, and what extensions bring.
 */
final class PostgresTypes {

    private PostgresTypes() {}

    static ColumnType of(Column column, RowSettings settings) {
        String name = column.typeName();
        int quote = name.lastIndexOf(".\"");
        String simple = quote < 0 ? name : name.substring(quote + 2, name.length() - 1);
        if (column.jdbcType() != Types.ARRAY || !simple.startsWith("_")) {
            return of(simple, column, settings, !column.required());
        }
        RowSettings inner = settings.arrays() == ArrayForm.LIST
                ? settings
                : new RowSettings(
                        DecimalForm.TEXT,
                        TimeForm.ISO,
                        settings.binary() == BinaryForm.BYTES ? BinaryForm.BASE64 : settings.binary(),
                        ArrayForm.JSON,
                        false,
                        settings.columns());
        ColumnType element = of(simple.substring(1), column, inner, true);
        boolean shape = element instanceof PointType && settings.arrays() == ArrayForm.JSON;
        return new ArrayType(settings.arrays(), shape ? TextType.PLAIN : element);
    }

    private static ColumnType of(String name, Column column, RowSettings settings, boolean optional) {
        TemporalSource source = TemporalSource.POSTGRESQL;
        return switch (name) {
            case "bool" -> PlainType.BOOLEAN;
            case "int2", "smallserial" -> PlainType.INT16;
            case "int4", "serial" -> PlainType.INT32;
            case "int8", "bigserial", "oid" -> PlainType.INT64;
            case "float4" -> PlainType.FLOAT32;
            case "float8" -> PlainType.FLOAT64;
            case "numeric" ->
                new DecimalType(
                        settings.decimals(),
                        column.precision() == 0 ? DecimalType.VARIABLE : column.scale(),
                        DecimalType.Source.NUMBER,
                        optional);
            case "money" -> new DecimalType(settings.decimals(), 2, DecimalType.Source.MONEY, optional);
            case "bytea" -> new BinaryType(settings.binary());
            case "date" -> new DateType(settings.times(), source);
            case "time" -> TimeType.of(settings.times(), column.scale(), source);
            case "timetz" -> new ZonedTimeType(settings.times(), source);
            case "timestamp" -> TimestampType.of(settings.times(), column.scale(), source);
            case "timestamptz" -> new ZonedType(settings.times(), source);
            case "interval" -> new TextType(TextType.Semantics.INTERVAL);
            case "uuid" -> new TextType(TextType.Semantics.UUID);
            case "json", "jsonb" -> new TextType(TextType.Semantics.JSON);
            case "xml" -> new TextType(TextType.Semantics.XML);
            case "bit" -> column.precision() <= 1 ? PlainType.BOOLEAN : new BitsType(column.precision(), true);
            case "point" -> new PointType(optional);
            case "box" -> BoxType.INSTANCE;
            default -> TextType.PLAIN;
        };
    }
}
