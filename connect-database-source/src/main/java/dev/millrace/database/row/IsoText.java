package dev.millrace.database.row;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;

/**
 * Dates and times as ISO 8601 text, as {@code DateTimeFormatter.ISO_OFFSET_DATE_TIME} has it, several times as fast: seconds
 * always, and of their fraction the digits that say something.
 */
final class IsoText {

    private static final long SECOND = 1_000_000_000L;

    private IsoText() {}

    static String of(LocalDateTime time) {
        StringBuilder text = new StringBuilder(32);
        append(text, time);
        return text.toString();
    }

    static String of(OffsetDateTime time) {
        StringBuilder text = new StringBuilder(40);
        append(text, time.toLocalDateTime());
        return text.append(time.getOffset().getId()).toString();
    }

    static String of(OffsetTime time) {
        StringBuilder text = new StringBuilder(24);
        append(text, time.toLocalTime());
        return text.append(time.getOffset().getId()).toString();
    }

    /** A time of day, or one below zero or beyond a day, as hours, minutes and seconds. */
    static String of(long nanos) {
        StringBuilder text = new StringBuilder(24);
        if (nanos < 0) {
            text.append('-');
        }
        long rest = Math.abs(nanos);
        append(text, (int) (rest / (3600 * SECOND)), (int) (rest / (60 * SECOND) % 60), (int) (rest / SECOND % 60));
        fraction(text, (int) (rest % SECOND));
        return text.toString();
    }

    private static void append(StringBuilder text, LocalDateTime time) {
        LocalDate date = time.toLocalDate();
        int year = date.getYear();
        if (year > 999 && year < 10_000) {
            two(text.append(year).append('-'), date.getMonthValue()).append('-');
            two(text, date.getDayOfMonth());
        } else {
            text.append(date);
        }
        append(text.append('T'), time.toLocalTime());
    }

    private static void append(StringBuilder text, LocalTime time) {
        append(text, time.getHour(), time.getMinute(), time.getSecond());
        fraction(text, time.getNano());
    }

    private static void append(StringBuilder text, int hours, int minutes, int seconds) {
        two(text, hours).append(':');
        two(text, minutes).append(':');
        two(text, seconds);
    }

    private static void fraction(StringBuilder text, int nanos) {
        int rest = nanos;
        if (rest == 0) {
            return;
        }
        text.append('.');
        for (int unit = 100_000_000; rest > 0; unit /= 10) {
            text.append((char) ('0' + rest / unit));
            rest %= unit;
        }
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return number < 10 ? text.append('0').append(number) : text.append(number);
    }
}
