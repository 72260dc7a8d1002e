package dev.millrace.database;

import dev.millrace.database.server.Dialect;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;

/** What kind of value a query's parameter takes, and how it is written. */
enum ParameterType {
    /** Any characters; PostgreSQL takes them for what the place in the query wants. */
    TEXT("characters"),
    INTEGER("a whole number"),
    DECIMAL("a number"),
    BOOLEAN("true or false"),
    DATE("a date such as 2026-01-31"),
    TIME("a time such as 08:30:00"),
    /** Without a zone. */
    TIMESTAMP("a time such as 2026-01-31T08:30:00"),
    TIMESTAMPTZ("a time such as 2026-01-31T08:30:00Z");

    private final String form;

    ParameterType(String form) {
        this.form = form;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException when it is none; the message says how it is written, without the value
     */
    Object parse(String text) {
        try {
            return switch (this) {
                case TEXT -> text;
                case INTEGER -> Long.valueOf(text);
                case DECIMAL -> new BigDecimal(text);
                case BOOLEAN -> truth(text);
                case DATE -> LocalDate.parse(text);
                case TIME -> LocalTime.parse(text);
                case TIMESTAMP -> LocalDateTime.parse(text);
                case TIMESTAMPTZ -> OffsetDateTime.parse(text);
            };
        } catch (IllegalArgumentException | DateTimeException wrong) {
            // Without its cause: that one quotes the value.
            throw new IllegalArgumentException("write " + form);
        }
    }

    void bind(PreparedStatement statement, int index, Object value, Dialect dialect) throws SQLException {
        if (this == TEXT && dialect == Dialect.POSTGRESQL) {
            statement.setObject(index, value, Types.OTHER);
        } else if (dialect == Dialect.MYSQL && value instanceof Temporal time) {
            // MariaDB's driver sends dates to the server's prepared statements in a form that MySQL does not read.
            statement.setString(index, text(time));
        } else {
            statement.setObject(index, value);
        }
    }

    /** As MySQL reads it, in the zone of our sessions. */
    private static String text(Temporal time) {
        Temporal local = time instanceof OffsetDateTime moment
                ? moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : time;
        return local.toString().replace('T', ' ');
    }

    private static Object truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException("neither");
    }
}
