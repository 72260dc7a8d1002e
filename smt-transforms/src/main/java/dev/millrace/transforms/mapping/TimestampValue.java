package dev.millrace.transforms.mapping;

import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** To a point in time. */
final class TimestampValue implements Conversion {

    private final TimeInput input;
    private final ZoneId zone;
    private final RoundingMode rounding;
    private final @Nullable TimeOutput output;
    private final boolean day;

    TimestampValue(@Nullable Schema source, TimeRules rules) {
        this.day = source != null && org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(source.name());
        this.input = new TimeInput(rules.inputs());
        this.zone = rules.zone();
        this.rounding = rules.rounding();
        this.output = rules.output().orElse(null);
    }

    @Override
    public Object convert(Object value) {
        if (output == null && !day && value instanceof Date) {
            return value;
        }
        TemporalAccessor read = input.read(value);
        // A day of Connect is one everywhere; when it begins is a matter of the zone.
        Instant instant = TimeInput.instant(
                day && read instanceof Instant utc ? LocalDate.ofInstant(utc, ZoneOffset.UTC) : read, zone);
        if (output == null) {
            return Date.from(Instant.ofEpochMilli(EpochUnit.EPOCH_MS.count(instant, rounding)));
        }
        if (output instanceof TimeOutput.Count count) {
            return count.unit().count(instant, rounding);
        }
        return ((TimeOutput.Text) output).formatter().format(instant.atZone(zone));
    }
}
