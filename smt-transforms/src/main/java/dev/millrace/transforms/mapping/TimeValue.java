package dev.millrace.transforms.mapping;

import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.jspecify.annotations.Nullable;

/** To a time of day. A date that would get lost fails, unless rounding is allowed. */
final class TimeValue implements Conversion {

    private final TimeInput input;
    private final ZoneId zone;
    private final RoundingMode rounding;
    private final boolean timeOfDay;
    private final @Nullable TimeOutput output;

    TimeValue(@Nullable Schema source, TimeRules rules) {
        this.timeOfDay = source != null && Time.LOGICAL_NAME.equals(source.name());
        this.input = new TimeInput(rules.inputs());
        this.zone = timeOfDay ? ZoneOffset.UTC : rules.zone();
        this.rounding = rules.rounding();
        this.output = rules.output().orElse(null);
    }

    @Override
    public Object convert(Object value) {
        LocalTime time = time(input.read(value));
        if (output instanceof TimeOutput.Text text) {
            return text.formatter().format(time);
        }
        long millis = EpochUnit.EPOCH_MS.count(time.atDate(LocalDate.EPOCH).toInstant(ZoneOffset.UTC), rounding);
        return Date.from(Instant.ofEpochMilli(millis));
    }

    private LocalTime time(TemporalAccessor read) {
        if (read instanceof LocalTime time) {
            return time;
        }
        if (!timeOfDay && rounding == RoundingMode.UNNECESSARY && !isOnFirstDay(read)) {
            throw new Inconvertible(read instanceof LocalDate ? "not-a-time" : Inconvertible.INEXACT);
        }
        if (read instanceof LocalDateTime at) {
            return at.toLocalTime();
        }
        return LocalTime.ofInstant(TimeInput.instant(read, zone), zone);
    }

    /** Without a schema, a time of day is a date in 1970. */
    private boolean isOnFirstDay(TemporalAccessor read) {
        return read instanceof Instant instant
                && LocalDate.ofInstant(instant, ZoneOffset.UTC).equals(LocalDate.EPOCH);
    }
}
