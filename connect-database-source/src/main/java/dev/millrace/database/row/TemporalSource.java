package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How a driver hands out dates and times so that no zone has a say. What {@code java.time} has no value for comes as text, as
 * {@link TemporalText} has it.
 */
enum TemporalSource {
    STANDARD,
    POSTGRESQL {
        @Override
        @Nullable
        Object date(ResultSet result, int index) throws SQLException {
            LocalDate date = result.getObject(index, LocalDate.class);
            return LocalDate.MAX.equals(date) ? INFINITY : LocalDate.MIN.equals(date) ? MINUS_INFINITY : date;
        }

        @Override
        @Nullable
        Object dateTime(ResultSet result, int index) throws SQLException {
            LocalDateTime time = result.getObject(index, LocalDateTime.class);
            return LocalDateTime.MAX.equals(time) ? INFINITY : LocalDateTime.MIN.equals(time) ? MINUS_INFINITY : time;
        }

        @Override
        @Nullable
        Object zoned(ResultSet result, int index) throws SQLException {
            OffsetDateTime time = result.getObject(index, OffsetDateTime.class);
            return OffsetDateTime.MAX.equals(time) ? INFINITY : OffsetDateTime.MIN.equals(time) ? MINUS_INFINITY : time;
        }

        /** The driver has its greatest time for 24:00, which has nanoseconds that no value has. */
        @Override
        @Nullable
        Long time(ResultSet result, int index) throws SQLException {
            LocalTime time = result.getObject(index, LocalTime.class);
            return time == null ? null : LocalTime.MAX.equals(time) ? (Long) DAY : (Long) time.toNanoOfDay();
        }
    },
    /**
     * Through MariaDB's driver, which shifts times into the gap of the virtual machine's zone when asked for both date and time
     * at once, and has null for zero dates; or MySQL's own, which refuses them.
     */
    MYSQL {
        @Override
        @Nullable
        Object date(ResultSet result, int index) throws SQLException {
            LocalDate date = null;
            try {
                date = result.getObject(index, LocalDate.class);
            } catch (DateTimeException zero) {
                return none(result, index);
            } catch (SQLException refused) {
                if (!REFUSED.equals(refused.getSQLState())) {
                    throw refused;
                }
                return none(result, index);
            }
            return date == null ? none(result, index) : date;
        }

        @Override
        @Nullable
        Object dateTime(ResultSet result, int index) throws SQLException {
            Object date = date(result, index);
            if (!(date instanceof LocalDate day)) {
                return date;
            }
            return day.atTime(result.getObject(index, LocalTime.class));
        }

        @Override
        @Nullable
        Object zoned(ResultSet result, int index) throws SQLException {
            Object time = dateTime(result, index);
            return time instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : time;
        }

        @Override
        @Nullable
        Long time(ResultSet result, int index) throws SQLException {
            if (WireTime.isFrom(result)) {
                byte[] sent = result.getBytes(index);
                return sent == null ? null : (Long) WireTime.nanos(sent);
            }
            Duration time = result.getObject(index, Duration.class);
            return time == null ? null : (Long) time.toNanos();
        }

        private @Nullable String none(ResultSet result, int index) throws SQLException {
            try {
                String text = result.getString(index);
                return text == null ? null : TemporalText.beyond(text);
            } catch (DateTimeException zero) {
                return UNTOLD;
            }
        }
    };

    /** A date with a month or day of zero, of which MariaDB's driver doesn't tell the text. */
    static final String UNTOLD = "";

    /** What MySQL's driver says of values that it has no object for. */
    private static final String REFUSED = "S1009";

    static final long DAY = 86_400_000_000_000L;

    private static final String INFINITY = "infinity";
    private static final String MINUS_INFINITY = "-infinity";

    /** A {@link LocalDate} or text. */
    @Nullable
    Object date(ResultSet result, int index) throws SQLException {
        return result.getObject(index, LocalDate.class);
    }

    /** A {@link LocalDateTime} or text. */
    @Nullable
    Object dateTime(ResultSet result, int index) throws SQLException {
        return result.getObject(index, LocalDateTime.class);
    }

    /** An {@link OffsetDateTime} or text. */
    @Nullable
    Object zoned(ResultSet result, int index) throws SQLException {
        return result.getObject(index, OffsetDateTime.class);
    }

    /** Nanoseconds since midnight. */
    @Nullable
    Long time(ResultSet result, int index) throws SQLException {
        LocalTime time = result.getObject(index, LocalTime.class);
        return time == null ? null : (Long) time.toNanoOfDay();
    }

    @Nullable
    OffsetTime zonedTime(ResultSet result, int index) throws SQLException {
        return result.getObject(index, OffsetTime.class);
    }
}
