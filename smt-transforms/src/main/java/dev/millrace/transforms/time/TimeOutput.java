package dev.millrace.transforms.time;

import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/** How a time is written. Immutable, for any thread. */
sealed interface TimeOutput {

    /** A schema for what is written. */
    SchemaBuilder schema();

    /**
     * Writes a time.
     *
     * @throws TimeFault where the form has no room for it
     */
    Object write(Instant time);

    /** Connect's own type, which counts milliseconds. */
    record Connect(RoundingMode rounding) implements TimeOutput {

        @Override
        public SchemaBuilder schema() {
            return Timestamp.builder();
        }

        @Override
        public Object write(Instant time) {
            return Date.from(Instant.ofEpochMilli(EpochUnit.EPOCH_MS.count(time, rounding)));
        }
    }

    /** A number since 1970. */
    record Count(EpochUnit unit, RoundingMode rounding) implements TimeOutput {

        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.int64();
        }

        @Override
        public Object write(Instant time) {
            return unit.count(time, rounding);
        }
    }

    /** A text. */
    record Text(DateTimeFormatter formatter, ZoneId zone) implements TimeOutput {

        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.string();
        }

        @Override
        public Object write(Instant time) {
            try {
                return formatter.format(time.atZone(zone));
            } catch (DateTimeException tooFar) {
                throw new TimeFault("overflow");
            }
        }
    }

    /**
     * Reads how times are written: {@code connect}, {@code iso}, an epoch unit, or a pattern.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    static TimeOutput of(String form, Locale locale, ZoneId zone, RoundingMode rounding) {
        if (form.equals("connect")) {
            return new Connect(rounding);
        }
        if (form.equals("iso")) {
            return new Text(DateTimeFormatter.ISO_OFFSET_DATE_TIME, zone);
        }
        Optional<EpochUnit> unit = EpochUnit.named(form);
        if (unit.isPresent()) {
            return new Count(unit.get(), rounding);
        }
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(form, locale);
        try {
            String unused = formatter.format(Instant.EPOCH.atZone(zone));
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException("pattern " + form + " can't write a time", noTime);
        }
        return new Text(formatter, zone);
    }
}
