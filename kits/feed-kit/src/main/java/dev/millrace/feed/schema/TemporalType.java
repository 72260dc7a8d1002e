package dev.millrace.feed.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.Locale;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A date, a time of day or a timestamp, by a pattern of java.time or by ISO 8601; resolved strictly, so that 31 February is
 * none. Connect keeps milliseconds: a text with a finer fraction does not fit.
 *
 * @param epoch what a timestamp counts from 1970, null where it is written out
 */
record TemporalType(
        Kind kind,
        DateTimeFormatter formatter,
        ZoneId zone,
        @Nullable Epoch epoch) implements FieldType {

    /** Which of Connect's logical types. */
    enum Kind {
        DATE("date"),
        TIME("time"),
        TIMESTAMP("timestamp");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    /** A timestamp that is a number. */
    enum Epoch {
        SECONDS(1000),
        MILLIS(1);

        private final int factor;

        Epoch(int factor) {
            this.factor = factor;
        }
    }

    private static final DateTimeFormatter ISO_TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    static TemporalType iso(Kind kind, ValueRules rules) {
        DateTimeFormatter formatter = switch (kind) {
            case DATE -> DateTimeFormatter.ISO_LOCAL_DATE;
            case TIME -> DateTimeFormatter.ISO_LOCAL_TIME;
            case TIMESTAMP -> ISO_TIMESTAMP;
        };
        return new TemporalType(kind, formatter, rules.zone(), null);
    }

    /**
     * The type of texts in that pattern.
     *
     * @throws IllegalArgumentException when it is none, or lacks what the kind needs
     */
    static TemporalType of(Kind kind, String pattern, ValueRules rules) {
        if (kind == Kind.TIMESTAMP && (pattern.equals("epoch-seconds") || pattern.equals("epoch-millis"))) {
            Epoch epoch = pattern.equals("epoch-millis") ? Epoch.MILLIS : Epoch.SECONDS;
            return new TemporalType(kind, ISO_TIMESTAMP, rules.zone(), epoch);
        }
        // Years of two and four digits (yy, yyyy) count in the common era; strictly resolved they would lack one.
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(rules.locale())
                .withResolverStyle(ResolverStyle.STRICT);
        TemporalType type = new TemporalType(kind, formatter, rules.zone(), null);
        try {
            Object unused =
                    type.ofText(formatter.format(ZonedDateTime.of(2001, 11, 12, 13, 14, 15, 0, ZoneOffset.UTC)));
        } catch (Unfit | DateTimeException e) {
            throw new IllegalArgumentException("the pattern does not make a " + kind.label, e);
        }
        return type;
    }

    @Override
    public SchemaBuilder builder() {
        return switch (kind) {
            case DATE -> org.apache.kafka.connect.data.Date.builder();
            case TIME -> Time.builder();
            case TIMESTAMP -> Timestamp.builder();
        };
    }

    @Override
    public Object ofText(String text) throws Unfit {
        if (epoch != null) {
            return counted(text);
        }
        try {
            return switch (kind) {
                case DATE ->
                    Date.from(LocalDate.parse(text, formatter)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant());
                case TIME ->
                    Date.from(whole(LocalTime.parse(text, formatter)
                            .atDate(LocalDate.EPOCH)
                            .toInstant(ZoneOffset.UTC)));
                case TIMESTAMP ->
                    Date.from(whole(instant(formatter.parseBest(
                            text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from))));
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            throw unfit();
        }
    }

    @Override
    public Object ofNumber(Number number) throws Unfit {
        if (epoch == null || number instanceof Double) {
            throw unfit();
        }
        return counted(String.valueOf(number));
    }

    private Object counted(String text) throws Unfit {
        try {
            return Date.from(
                    Instant.ofEpochMilli(Math.multiplyExact(Long.parseLong(text), epoch == null ? 1 : epoch.factor)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw unfit();
        }
    }

    private Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        if (parsed instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (parsed instanceof LocalDateTime time) {
            return time.atZone(zone).toInstant();
        }
        return LocalDate.from(parsed).atStartOfDay(zone).toInstant();
    }

    private Instant whole(Instant instant) throws Unfit {
        if (!instant.truncatedTo(ChronoUnit.MILLIS).equals(instant)) {
            throw unfit();
        }
        return instant;
    }

    @Override
    public String label() {
        return kind.label;
    }
}
