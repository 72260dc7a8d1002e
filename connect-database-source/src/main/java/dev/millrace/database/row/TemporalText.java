package dev.millrace.database.row;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;

/**
 * Reads dates and times as PostgreSQL (datestyle ISO, and what {@code to_jsonb} makes) and MySQL write them, of any year. What
 * {@code java.time} has no value for (infinity, days and months of zero, an hour of 24 on a date) is returned as ISO-like text.
 */
final class TemporalText {

    private final String text;
    private int at;

    private TemporalText(String text) {
        this.text = text;
    }

    /** A {@link LocalDate}, or text that is none. */
    static Object date(String text) {
        if (text.endsWith("infinity")) {
            return text;
        }
        TemporalText rest = new TemporalText(text);
        try {
            return rest.era(rest.date());
        } catch (DateTimeException none) {
            return beyond(text);
        }
    }

    /** A {@link LocalDateTime}, or text that is none. */
    static Object dateTime(String text) {
        if (text.endsWith("infinity")) {
            return text;
        }
        TemporalText rest = new TemporalText(text);
        try {
            LocalDate date = rest.date();
            rest.at++;
            LocalTime time = LocalTime.ofNanoOfDay(rest.nanos());
            return LocalDateTime.of(rest.era(date), time);
        } catch (DateTimeException none) {
            return beyond(text);
        }
    }

    /** An {@link OffsetDateTime}, or text that is none. */
    static Object zoned(String text) {
        if (text.endsWith("infinity")) {
            return text;
        }
        TemporalText rest = new TemporalText(text);
        LocalDate date = rest.date();
        rest.at++;
        LocalTime time = LocalTime.ofNanoOfDay(rest.nanos());
        ZoneOffset offset = rest.offset();
        return OffsetDateTime.of(rest.era(date), time, offset);
    }

    /** Nanoseconds since midnight: below zero and beyond a day where a database has such times. */
    static long time(String text) {
        boolean negative = text.startsWith("-");
        TemporalText rest = new TemporalText(text);
        rest.at = negative ? 1 : 0;
        long nanos = rest.nanos();
        return negative ? -nanos : nanos;
    }

    /** A time with its offset. */
    static OffsetTime zonedTime(String text) {
        TemporalText rest = new TemporalText(text);
        long nanos = rest.nanos();
        return OffsetTime.of(LocalTime.ofNanoOfDay(nanos), rest.offset());
    }

    /** What is written of a date or time that {@code java.time} has no value for. */
    static String beyond(String text) {
        String iso = text.replace(' ', 'T');
        int end = iso.length();
        if (iso.indexOf('.') >= 0) {
            while (iso.charAt(end - 1) == '0') {
                end--;
            }
            if (iso.charAt(end - 1) == '.') {
                end--;
            }
        }
        return iso.substring(0, end);
    }

    private LocalDate date() {
        int year = number();
        at++;
        int month = number();
        at++;
        return LocalDate.of(year, month, number());
    }

    /** Years before Christ are counted from 1, with the era behind everything else. */
    private LocalDate era(LocalDate date) {
        return text.startsWith("BC", at + 1) ? date.withYear(1 - date.getYear()) : date;
    }

    private long nanos() {
        long seconds = number() * 3600L;
        at++;
        seconds += number() * 60L;
        at++;
        seconds += number();
        long nanos = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            int begin = at;
            nanos = number();
            for (int digits = at - begin; digits < 9; digits++) {
                nanos *= 10;
            }
        }
        return seconds * 1_000_000_000L + nanos;
    }

    private ZoneOffset offset() {
        int sign = text.charAt(at++) == '-' ? -1 : 1;
        int seconds = number() * 3600;
        for (int unit = 60; unit > 0 && at < text.length() && text.charAt(at) == ':'; unit /= 60) {
            at++;
            seconds += number() * unit;
        }
        return ZoneOffset.ofTotalSeconds(sign * seconds);
    }

    private int number() {
        int begin = at;
        int value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + text.charAt(at++) - '0';
        }
        if (at == begin) {
            throw new UnreadableValue("it is no date or time in the form of ISO 8601: set datestyle to ISO");
        }
        return value;
    }
}
