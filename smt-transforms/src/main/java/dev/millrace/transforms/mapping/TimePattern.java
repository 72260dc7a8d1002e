package dev.millrace.transforms.mapping;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times by a pattern of {@link DateTimeFormatter}, strictly: the 30th of February is none. {@code yyyy} means what
 * {@code uuuu} does, and names of months are read in any case.
 */
final class TimePattern {

    private final DateTimeFormatter formatter;
    private final @Nullable DigitPattern digits;

    private TimePattern(DateTimeFormatter formatter, @Nullable DigitPattern digits) {
        this.formatter = formatter;
        this.digits = digits;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is none
     */
    static TimePattern of(String pattern, Locale locale) {
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        if (letters(pattern).contains("y") && !letters(pattern).contains("G")) {
            builder.parseDefaulting(ChronoField.ERA, 1);
        }
        Optional<DigitPattern> digits = DigitPattern.of(pattern);
        return new TimePattern(strict(builder.toFormatter(locale)), digits.orElse(null));
    }

    /** ISO 8601 as programs write it: seconds and fractions may be left out, and so may the offset. */
    static TimePattern iso(ValueKind kind) {
        DateTimeFormatter iso = switch (kind) {
            case DATE -> DateTimeFormatter.ISO_LOCAL_DATE;
            case TIME -> DateTimeFormatter.ISO_LOCAL_TIME;
            default ->
                new DateTimeFormatterBuilder()
                        .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                        .optionalStart()
                        .appendOffsetId()
                        .optionalEnd()
                        .toFormatter(Locale.ROOT);
        };
        String pattern = switch (kind) {
            case DATE -> "uuuu-MM-dd";
            case TIME -> "HH:mm:ss";
            default -> "uuuu-MM-dd'T'HH:mm:ssXXX";
        };
        return new TimePattern(strict(iso), DigitPattern.of(pattern).orElse(null));
    }

    private static DateTimeFormatter strict(DateTimeFormatter formatter) {
        return formatter.withResolverStyle(ResolverStyle.STRICT).withChronology(IsoChronology.INSTANCE);
    }

    private static String letters(String pattern) {
        return pattern.replaceAll("'[^']*'", "");
    }

    /** The date, the time, both, or both with a zone that a text says; null where it says none by this pattern. */
    @Nullable
    TemporalAccessor parse(String text) {
        TemporalAccessor quick = digits == null ? null : digits.parse(text);
        if (quick != null) {
            return quick;
        }
        ParsePosition position = new ParsePosition(0);
        if (formatter.parseUnresolved(text, position) == null
                || position.getErrorIndex() >= 0
                || position.getIndex() < text.length()) {
            return null;
        }
        try {
            TemporalAccessor read = formatter.parseBest(
                    text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from, LocalTime::from);
            if (read instanceof ZonedDateTime at && !at.toLocalTime().equals(clock(text))) {
                throw new Inconvertible("time-gap");
            }
            return read;
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    /** What the clocks are said to show, unless an offset beside it tells the time; the library skips a gap in silence. */
    private @Nullable LocalTime clock(String text) {
        TemporalAccessor read = formatter.parse(text);
        return read.isSupported(ChronoField.OFFSET_SECONDS)
                ? ZonedDateTime.from(read).toLocalTime()
                : read.query(TemporalQueries.localTime());
    }
}
