package dev.millrace.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * How an API writes times.
 *
 * @param form {@code auto}, {@code iso}, {@code epoch-seconds}, {@code epoch-ms}, {@code date}, or a pattern of
 *     {@link DateTimeFormatter}
 * @param zone of what names none
 */
record TimeText(String form, ZoneId zone) {

    static final String AUTO = "auto";

    private static final long MILLISECONDS_FROM = 100_000_000_000L;
    private static final int SECOND_DIGITS = 12;

    TimeText {
        if (isPattern(form)) {
            DateTimeFormatter unused = DateTimeFormatter.ofPattern(form, Locale.ENGLISH);
        }
    }

    /**
     * Reads a time: as the form says, else ISO 8601 with or without an offset, a date, or seconds or milliseconds since 1970.
     *
     * @throws IllegalArgumentException when it is none; the message does not quote it
     */
    Instant read(String text) {
        return inForm(text)
                .or(() -> digits(text))
                .or(() -> iso(text))
                .orElseThrow(() -> new IllegalArgumentException("no time that can be read"));
    }

    /** A time as the API wants it. */
    String write(Instant time) {
        return switch (form) {
            case AUTO, "iso" -> time.toString();
            case "epoch-seconds" -> String.valueOf(time.getEpochSecond());
            case "epoch-ms" -> String.valueOf(time.toEpochMilli());
            case "date" -> LocalDate.ofInstant(time, zone).toString();
            default ->
                DateTimeFormatter.ofPattern(form, Locale.ENGLISH).withZone(zone).format(time);
        };
    }

    /** What the API wrote itself goes back as it was, unless it wants another form. */
    String rewrite(String text) {
        return form.equals(AUTO) ? text : write(read(text));
    }

    private static boolean isPattern(String form) {
        return !form.matches("auto|iso|epoch-seconds|epoch-ms|date");
    }

    private Optional<Instant> inForm(String text) {
        if (!isPattern(form)) {
            return form.equals("epoch-ms") ? digits(text, false) : Optional.empty();
        }
        try {
            TemporalAccessor read =
                    DateTimeFormatter.ofPattern(form, Locale.ENGLISH).parse(text);
            if (read.query(TemporalQueries.zone()) != null) {
                return Optional.of(Instant.from(read));
            }
            LocalDate date = LocalDate.from(read);
            return Optional.of(
                    read.query(TemporalQueries.localTime()) == null
                            ? date.atStartOfDay(zone).toInstant()
                            : LocalDateTime.from(read).atZone(zone).toInstant());
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> digits(String text) {
        return digits(text, true);
    }

    private static Optional<Instant> digits(String text, boolean maySeconds) {
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        int point = text.indexOf('.');
        long whole = Long.parseLong(point < 0 ? text : text.substring(0, point));
        if (!maySeconds || (point < 0 && text.length() >= SECOND_DIGITS && Math.abs(whole) >= MILLISECONDS_FROM)) {
            return Optional.of(Instant.ofEpochMilli(whole));
        }
        long nanos = point < 0 ? 0 : Long.parseLong((text.substring(point + 1) + "00000000").substring(0, 9));
        return Optional.of(Instant.ofEpochSecond(whole, text.startsWith("-") ? -nanos : nanos));
    }

    private Optional<Instant> iso(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException noOffset) {
            return local(text);
        }
    }

    private Optional<Instant> local(String text) {
        try {
            return Optional.of(
                    text.length() > 10
                            ? LocalDateTime.parse(text.replace(' ', 'T'))
                                    .atZone(zone)
                                    .toInstant()
                            : LocalDate.parse(text).atStartOfDay(zone).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
