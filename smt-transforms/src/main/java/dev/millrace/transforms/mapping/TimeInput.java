package dev.millrace.transforms.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads dates and times from texts, numbers and Connect's own values. */
final class TimeInput {

    private static final String NOT_A_TIME = "not-a-time";

    private final TimePattern[] patterns;
    private final @Nullable EpochUnit unit;

    TimeInput(List<Object> inputs) {
        this.patterns = inputs.stream()
                .filter(TimePattern.class::isInstance)
                .map(TimePattern.class::cast)
                .toArray(TimePattern[]::new);
        this.unit = inputs.stream()
                .filter(EpochUnit.class::isInstance)
                .map(EpochUnit.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** An Instant where the value says one, else a date, a time, or both. */
    TemporalAccessor read(Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Date date) {
            return date.toInstant();
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            long count = ((Number) value).longValue();
            return unit == null ? digits(Long.toString(count)) : unit.instant(count);
        }
        throw new Inconvertible(Inconvertible.WRONG_TYPE);
    }

    private TemporalAccessor text(String text) {
        for (TimePattern pattern : patterns) {
            TemporalAccessor found = pattern.parse(text);
            if (found != null) {
                return found;
            }
        }
        if (unit != null && text.matches("-?[0-9]{1,19}")) {
            return unit.instant(count(text));
        }
        throw new Inconvertible(NOT_A_TIME);
    }

    private static long count(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooMuch) {
            throw new Inconvertible(NOT_A_TIME);
        }
    }

    /** A number without a unit may be digits of a pattern, such as 20261122; it is never guessed to be milliseconds. */
    private TemporalAccessor digits(String number) {
        for (TimePattern pattern : patterns) {
            TemporalAccessor found = pattern.parse(number);
            if (found != null) {
                return found;
            }
        }
        throw new Inconvertible("no-unit");
    }

    /**
     * The instant of a date with a time. A time that the clocks passed over does not exist; of one that they showed twice, it is
     * the first.
     */
    static Instant instant(TemporalAccessor read, ZoneId zone) {
        if (read instanceof Instant instant) {
            return instant;
        }
        if (read instanceof OffsetDateTime at) {
            return at.toInstant();
        }
        if (read instanceof ZonedDateTime at) {
            return at.toInstant();
        }
        if (read instanceof LocalDateTime at) {
            if (zone instanceof ZoneOffset offset) {
                return at.toInstant(offset);
            }
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(at);
            if (offsets.isEmpty()) {
                throw new Inconvertible("time-gap");
            }
            return at.toInstant(offsets.get(0));
        }
        try {
            return LocalDate.from(read).atStartOfDay(zone).toInstant();
        } catch (DateTimeException noDate) {
            throw new Inconvertible(NOT_A_TIME);
        }
    }
}
