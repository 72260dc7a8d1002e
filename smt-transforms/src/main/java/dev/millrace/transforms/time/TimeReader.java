package dev.millrace.transforms.time;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads times from texts, numbers and Connect's own values.
 *
 * @param formats of texts, tried in this order
 * @param unit of numbers, and of texts that are numbers; without one, a number is no time: its size is never taken for a hint
 * @param zone of texts without an offset, and of dates
 * @param overlap what a time means that clocks showed twice
 */
record TimeReader(List<TimeFormat> formats, Optional<EpochUnit> unit, ZoneId zone, Overlap overlap) {

    private static final String NOT_A_TIME = "not-a-time";
    private static final int LONGEST_NUMBER = 40;

    /** What a time of day means that the clocks of a zone showed twice when they were set back. */
    enum Overlap {
        FAIL,
        EARLIER,
        LATER
    }

    TimeReader {
        formats = List.copyOf(formats);
    }

    /**
     * The instant that a value stands for.
     *
     * @param schema of the value; null in maps
     * @throws TimeFault where it stands for none
     */
    Instant read(@Nullable Schema schema, Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Date date) {
            return schema != null && org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(schema.name())
                    ? LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC)
                            .atStartOfDay(zone)
                            .toInstant()
                    : date.toInstant();
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return unit.orElseThrow(() -> new TimeFault("no-unit")).instant(((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            return number(value.toString());
        }
        throw new TimeFault("wrong-type");
    }

    private Instant text(String text) {
        for (TimeFormat format : formats) {
            TemporalAccessor read = format.parse(text);
            if (read != null) {
                return instant(read);
            }
        }
        if (unit.isPresent() && text.length() <= LONGEST_NUMBER && text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return number(text);
        }
        throw new TimeFault(NOT_A_TIME);
    }

    private Instant number(String digits) {
        EpochUnit each = unit.orElseThrow(() -> new TimeFault("no-unit"));
        BigDecimal number;
        try {
            number = new BigDecimal(digits);
        } catch (NumberFormatException notANumber) {
            throw new TimeFault(NOT_A_TIME);
        }
        if (Math.abs(number.scale()) > LONGEST_NUMBER) {
            throw new TimeFault("overflow");
        }
        return each.instant(number);
    }

    private Instant instant(TemporalAccessor read) {
        ZoneId told = read.query(TemporalQueries.zoneId());
        ZoneOffset offset = told instanceof ZoneOffset given ? given : read.query(TemporalQueries.offset());
        ZoneId at = told == null ? (offset == null ? zone : offset) : told;
        LocalTime time = read.query(TemporalQueries.localTime());
        if (time == null) {
            return LocalDate.from(read).atStartOfDay(at).toInstant();
        }
        LocalDateTime local = LocalDate.from(read).atTime(time);
        // Beside a zone, the offset tells which time it is; without it, the clocks of the zone do, as without either.
        if (offset != null) {
            return local.toInstant(offset);
        }
        List<ZoneOffset> offsets = at.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new TimeFault("time-gap");
        }
        if (offsets.size() > 1) {
            return switch (overlap) {
                case FAIL -> throw new TimeFault("time-overlap");
                case EARLIER -> local.toInstant(offsets.get(0));
                case LATER -> local.toInstant(offsets.get(1));
            };
        }
        return local.toInstant(offsets.get(0));
    }
}
