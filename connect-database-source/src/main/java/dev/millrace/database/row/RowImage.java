package dev.millrace.database.row;

import dev.millrace.database.server.Dialect;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SQL that makes an image of a row: a JSON object from which {@link JsonRowReader} makes the same value that {@link RowReader}
 * makes of a SELECT.
 */
public final class RowImage {

    /** What {@code to_jsonb} keeps as it is, whatever the writer's session has set. A cast would pad, cut or add to some. */
    private static final Set<String> KEPT = Set.of(
            "bool",
            "int2",
            "int4",
            "int8",
            "smallserial",
            "serial",
            "bigserial",
            "oid",
            "numeric",
            "text",
            "varchar",
            "bpchar",
            "name",
            "char",
            "uuid",
            "inet",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz");

    /** What has one text, whatever the writer's session has set. */
    private static final Set<String> CONSTANT = Set.of(
            "json",
            "jsonb",
            "xml",
            "bytea",
            "bit",
            "varbit",
            "cidr",
            "macaddr",
            "macaddr8",
            "tsvector",
            "tsquery",
            "pg_lsn",
            "xid",
            "xid8",
            "citext",
            "int4range",
            "int8range",
            "numrange",
            "int4multirange",
            "int8multirange",
            "nummultirange");

    private RowImage() {}

    /**
     * An expression for the whole row.
     *
     * @param alias what stands for the row: {@code NEW}, {@code OLD}, or a table's alias
     */
    public static String expression(List<Column> columns, Dialect dialect, String alias) {
        return switch (dialect) {
            case POSTGRESQL ->
                columns.stream()
                        .map(column -> imageExpression(column, dialect, alias) + " AS " + dialect.quoted(column.name()))
                        .collect(Collectors.joining(", ", "(SELECT to_jsonb(image.*) FROM (SELECT ", ") image)"));
            case MYSQL ->
                columns.stream()
                        .map(column -> literal(column.name()) + ", " + imageExpression(column, dialect, alias))
                        .collect(Collectors.joining(", ", "JSON_OBJECT(", ")"));
            case STANDARD -> throw noImages();
        };
    }

    /** An expression for one column. */
    public static String imageExpression(Column column, Dialect dialect, String alias) {
        String name = alias + "." + dialect.quoted(column.name());
        return switch (dialect) {
            case POSTGRESQL -> postgres(column, name);
            case MYSQL -> mySql(column, name);
            case STANDARD -> throw noImages();
        };
    }

    private static String postgres(Column column, String name) {
        if (column.typeName().equals("bytea")) {
            return "encode(" + name + ", 'hex')";
        }
        return KEPT.contains(column.typeName()) ? name : name + "::text";
    }

    private static String mySql(Column column, String name) {
        return switch (column.typeName()) {
            // The one function that doesn't take the session's zone, of which two moments may have the same text.
            // MariaDB has no number for the moment of zeros.
            case "timestamp" ->
                "CAST(IF(CAST(" + name + " AS CHAR) IS NULL, NULL, COALESCE(UNIX_TIMESTAMP(" + name + "), 0)) AS CHAR)";
            case "bit" -> "(" + name + " + 0)";
            // MariaDB writes six digits of a FLOAT, but all of a double, of which the same FLOAT is read again.
            case "float", "float unsigned" -> "(" + name + " + 0E0)";
            case "decimal", "decimal unsigned", "date", "time", "datetime", "json" -> "CAST(" + name + " AS CHAR)";
            default ->
                switch (column.jdbcType()) {
                    case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> "HEX(" + name + ")";
                    default -> mayHaveZeros(column.typeName()) ? "(" + name + " + 0)" : name;
                };
        };
    }

    /** With ZEROFILL, and in the year 0, MariaDB writes zeros in front that JSON doesn't have. */
    private static boolean mayHaveZeros(String typeName) {
        return typeName.endsWith(" unsigned") || typeName.equals("year");
    }

    /**
     * What a trigger's function on PostgreSQL must carry so that the writer's session has no say in the image: {@code SET} clauses
     * of {@code CREATE FUNCTION}. Empty when no column needs them.
     */
    public static List<String> functionSettings(List<Column> columns, Dialect dialect) {
        boolean constant =
                columns.stream().map(Column::typeName).allMatch(type -> KEPT.contains(type) || CONSTANT.contains(type));
        return dialect != Dialect.POSTGRESQL || constant
                ? List.of()
                : List.of(
                        "SET extra_float_digits = 1",
                        "SET datestyle = 'ISO, YMD'",
                        "SET intervalstyle = 'postgres'",
                        "SET timezone = 'UTC'",
                        "SET bytea_output = 'hex'",
                        "SET lc_monetary = 'C'");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static IllegalArgumentException noImages() {
        return new IllegalArgumentException("images of rows are made on PostgreSQL, MySQL and MariaDB only");
    }
}
