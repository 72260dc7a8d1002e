package dev.millrace.database;

import dev.millrace.database.server.Database;
import dev.millrace.database.server.Dialect;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;

/** The database server's clock. Immutable. */
record ServerClock(Database database) {

    private static final int NANO_DIGITS = 9;

    /** What the server's clock shows. */
    Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = database.query(connection, sql(connection));
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the server did not tell the time");
            }
            if (database.dialect() == Dialect.STANDARD) {
                // What comes without a zone, as Db2's does, was asked for in UTC.
                return isProduct(connection, "db2")
                        ? rows.getTimestamp(1, Calendar.getInstance(TimeZone.getTimeZone("UTC")))
                                .toInstant()
                        : rows.getTimestamp(1).toInstant();
            }
            BigDecimal seconds = rows.getBigDecimal(1);
            return Instant.ofEpochSecond(
                    seconds.longValue(),
                    seconds.remainder(BigDecimal.ONE)
                            .movePointRight(NANO_DIGITS)
                            .longValue());
        }
    }

    private String sql(Connection connection) throws SQLException {
        String now = database.dialect().now();
        return switch (database.dialect()) {
            case POSTGRESQL -> "SELECT EXTRACT(EPOCH FROM " + now + ")";
            case MYSQL -> "SELECT UNIX_TIMESTAMP(" + now + ")";
            case STANDARD -> standard(connection, now);
        };
    }

    /** CURRENT_TIMESTAMP has no zone on some servers, and some want a table even for what is in none. */
    private static String standard(Connection connection, String now) throws SQLException {
        if (isProduct(connection, "microsoft sql server")) {
            return "SELECT SYSDATETIMEOFFSET()";
        }
        if (isProduct(connection, "db2")) {
            return "SELECT CURRENT TIMESTAMP - CURRENT TIMEZONE FROM SYSIBM.SYSDUMMY1";
        }
        return "SELECT " + now + (isProduct(connection, "oracle") ? " FROM DUAL" : "");
    }

    private static boolean isProduct(Connection connection, String name) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return product.toLowerCase(Locale.ROOT).startsWith(name);
    }
}
