package dev.millrace.transforms.mapping;

import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** To a day. A time of day that would get lost fails, unless rounding down is allowed. */
final class DateValue implements Conversion {

    private final TimeInput input;
    private final ZoneId zone;
    private final boolean rounds;
    private final @Nullable TimeOutput output;

    DateValue(@Nullable Schema source, TimeRules rules) {
        boolean day = source != null && org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(source.name());
        this.input = new TimeInput(rules.inputs());
        this.zone = day ? ZoneOffset.UTC : rules.zone();
        this.rounds = rules.rounding() != RoundingMode.UNNECESSARY;
        this.output = rules.output().orElse(null);
    }

    @Override
    public Object convert(Object value) {
        LocalDate day = day(input.read(value));
        if (output == null) {
            return Date.from(Instant.ofEpochMilli(TimeUnit.DAYS.toMillis(day.toEpochDay())));
        }
        return output instanceof TimeOutput.Text text
                ? text.formatter().format(day)
                : (Object) Math.toIntExact(day.toEpochDay());
    }

    private LocalDate day(TemporalAccessor read) {
        if (read instanceof LocalDate date) {
            return date;
        }
        if (read instanceof LocalTime) {
            throw new Inconvertible("not-a-date");
        }
        try {
            LocalDateTime at = read instanceof LocalDateTime local
                    ? local
                    : LocalDateTime.ofInstant(TimeInput.instant(read, zone), zone);
            if (!rounds && !at.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                throw new Inconvertible(Inconvertible.INEXACT);
            }
            return at.toLocalDate();
        } catch (DateTimeException tooFar) {
            throw new Inconvertible(Inconvertible.OVERFLOW);
        }
    }
}
