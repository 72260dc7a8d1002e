package dev.millrace.transforms.time;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One way to write a time, by a pattern of {@link DateTimeFormatter} with its strict resolver: there is no 30th of February,
 * and six digits of a fraction are microseconds. {@code yyyy} means what {@code uuuu} does. Immutable, for any thread.
 */
final class TimeFormat {

    /** With an hour after noon, so that a pattern that can't tell it from the morning shows. */
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2001, 2, 3, 16, 5, 6, 789_000_000, ZoneOffset.UTC);

    /** ISO 8601 as programs write it: with or without seconds, fraction, offset, or the time as a whole. */
    static final TimeFormat ISO = new TimeFormat(strict(new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)));

    private final DateTimeFormatter formatter;

    private TimeFormat(DateTimeFormatter formatter) {
        this.formatter = formatter;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is none, or does not tell a time: without a date, or an hour from 1 to 12 without
     *     am or pm
     */
    static TimeFormat of(String pattern, Locale locale) {
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        String letters = pattern.replaceAll("'[^']*'", "");
        if (letters.contains("y") && !letters.contains("G")) {
            builder.parseDefaulting(ChronoField.ERA, 1);
        }
        TimeFormat format = new TimeFormat(strict(builder.toFormatter(locale)));
        if (!format.readsWhatItWrites()) {
            throw new IllegalArgumentException("pattern " + pattern
                    + " does not tell a time: it needs a year, a month and a day, and hours from 1 to 12 need an a");
        }
        return format;
    }

    private static DateTimeFormatter strict(DateTimeFormatter formatter) {
        return formatter.withResolverStyle(ResolverStyle.STRICT).withChronology(IsoChronology.INSTANCE);
    }

    private boolean readsWhatItWrites() {
        String text = write(SAMPLE);
        TemporalAccessor read = parse(text);
        try {
            return read != null && text.equals(formatter.format(read));
        } catch (DateTimeException holdsMoreThanWasRead) {
            return false;
        }
    }

    String write(ZonedDateTime time) {
        return formatter.format(time);
    }

    /** What the text says, which is a date at least, and perhaps a time and a zone; null where it is none of this format. */
    @Nullable
    TemporalAccessor parse(String text) {
        ParsePosition position = new ParsePosition(0);
        if (formatter.parseUnresolved(text, position) == null
                || position.getErrorIndex() >= 0
                || position.getIndex() < text.length()) {
            return null;
        }
        try {
            TemporalAccessor read = formatter.parse(text);
            return read.query(TemporalQueries.localDate()) == null ? null : read;
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }
}
