package dev.millrace.database;

import dev.millrace.database.server.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;

/**
 * What a column's times mean, and how fine they are.
 *
 * @param digits of a second's fraction that it keeps
 */
record TimeForm(Meaning meaning, int digits) {

    static final TimeForm NONE = new TimeForm(Meaning.NONE, 0);

    private static final int MILLIS = 3;

    private static final DateTimeFormatter SQL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    /** What a time is. */
    enum Meaning {
        /** No time at all. */
        NONE,
        /** A moment, whatever the zone it is shown in. */
        MOMENT,
        /** What a clock in some zone showed. */
        CLOCK,
        /** A day in some zone. */
        DAY
    }

    static TimeForm of(ResultSetMetaData result, int column, Dialect dialect) throws SQLException {
        int type = result.getColumnType(column);
        String name = result.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        boolean isMoment = type == Types.TIMESTAMP_WITH_TIMEZONE
                || name.startsWith("timestamptz")
                || (dialect == Dialect.MYSQL && name.startsWith("timestamp"));
        return switch (type) {
            case Types.DATE -> new TimeForm(Meaning.DAY, 0);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                new TimeForm(isMoment ? Meaning.MOMENT : Meaning.CLOCK, Math.max(0, result.getScale(column)));
            default -> NONE;
        };
    }

    /**
     * The first time that may still be given to a row that is not visible at a moment: all before it have been given, and
     * what was given them is visible when transactions take no longer than the lag.
     *
     * <p>It is cut to what the column keeps, and to milliseconds at least: what was written a moment later may stand under
     * the same time. Where the clock of the zone goes back, the hour that comes twice is not over until it is over the
     * second time.
     *
     * @param moment the lag before the server's now
     * @param zone of a column without one
     */
    LocalDateTime bound(Instant moment, ZoneId zone) {
        LocalDateTime shown =
                meaning == Meaning.MOMENT ? LocalDateTime.ofInstant(moment, ZoneOffset.UTC) : sureClock(moment, zone);
        if (meaning == Meaning.DAY) {
            return shown.truncatedTo(ChronoUnit.DAYS);
        }
        long unit = 1_000_000L;
        for (int digit = digits; digit < MILLIS; digit++) {
            unit *= 10;
        }
        return shown.withNano((int) (shown.get(ChronoField.NANO_OF_SECOND) / unit * unit));
    }

    /** The bound as a parameter of a key's type. */
    Object parameter(LocalDateTime bound, KeyType type) {
        return switch (type) {
            case DATE -> bound.toLocalDate();
            case TIMESTAMP -> bound;
            case TIMESTAMPTZ -> bound.atOffset(ZoneOffset.UTC);
            case LITERAL -> meaning == Meaning.MOMENT ? text(bound) + "+00" : text(bound);
            case INTEGER, DECIMAL, TEXT, BYTES -> text(bound);
        };
    }

    private String text(LocalDateTime bound) {
        return meaning == Meaning.DAY ? bound.toLocalDate().toString() : bound.format(SQL);
    }

    private static LocalDateTime sureClock(Instant moment, ZoneId zone) {
        LocalDateTime shown = LocalDateTime.ofInstant(moment, zone);
        ZoneOffsetTransition next = zone.getRules().nextTransition(moment);
        return next != null && next.isOverlap() && shown.isAfter(next.getDateTimeAfter())
                ? next.getDateTimeAfter()
                : shown;
    }
}
