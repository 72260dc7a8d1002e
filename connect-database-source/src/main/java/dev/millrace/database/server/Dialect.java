package dev.millrace.database.server;

import java.util.List;

/** How the SQL of one kind of server differs from the others'. Immutable. */
public enum Dialect {
    POSTGRESQL("\""),
    /** MySQL and MariaDB. */
    MYSQL("`"),
    /** Any other: standard SQL as Oracle from 12c, SQL Server from 2012 and Db2 from 11.1 speak it. */
    STANDARD("\"");

    private final String quote;

    Dialect(String quote) {
        this.quote = quote;
    }

    /** The dialect that a JDBC URL speaks. */
    public static Dialect of(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        return url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:") ? MYSQL : STANDARD;
    }

    /**
     * A name as an identifier, whatever it holds. Quoted names are case-sensitive: with Oracle and Db2 a name that was
     * created without quotes is written in upper case.
     */
    public String quoted(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /** An expression for the server's clock when the statement began, with microseconds where the server has them. */
    public String now() {
        return switch (this) {
            case POSTGRESQL -> "statement_timestamp()";
            case MYSQL -> "CURRENT_TIMESTAMP(6)";
            case STANDARD -> "CURRENT_TIMESTAMP";
        };
    }

    /** The end of a query with ORDER BY that is to return so many rows at most, with a space before it. */
    public String limit(long rows) {
        return switch (this) {
            case POSTGRESQL, MYSQL -> " LIMIT " + rows;
            // SQL Server takes FETCH behind an OFFSET only; the others take it too (SQL:2008, 7.13)
            case STANDARD -> " OFFSET 0 ROWS FETCH FIRST " + rows + " ROWS ONLY";
        };
    }

    /** The condition for the rows behind one, in ascending order of columns that are quoted already; at least one. */
    public Behind behind(List<String> columns) {
        return switch (this) {
            case POSTGRESQL -> Behind.rowValues(columns);
            case MYSQL, STANDARD -> Behind.writtenOut(columns);
        };
    }
}
