package dev.millrace.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a server asks to wait: seconds or a date (RFC 9110 section 10.2.3), the date in any of the three forms
 * that a recipient must accept (section 5.6.7). A value that is neither is ignored, as if absent.
 */
public final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(365);

    private static final DateTimeFormatter IMF_FIXDATE = form("EEE, dd MMM yyyy HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME = form("EEE MMM ppd HH:mm:ss yyyy");

    private RetryAfter() {}

    /**
     * The wait, from zero to a year. A date is compared with the reply's own {@code Date} where it has one, so that a
     * wrong clock on either side does not matter.
     */
    public static Optional<Duration> of(HttpReply reply, Clock clock) {
        return reply.header("Retry-After").map(String::strip).flatMap(told -> {
            if (told.matches("[0-9]+")) {
                return Optional.of(told.length() > 8 ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(told))));
            }
            Instant now = dateOf(reply, "Date", clock).orElseGet(clock::instant);
            return date(told, clock).map(until -> bounded(Duration.between(now, until)));
        });
    }

    /** The date of another field, in any of the three forms; empty where there is none, or none of them. */
    public static Optional<Instant> dateOf(HttpReply reply, String field, Clock clock) {
        return reply.header(field).flatMap(text -> date(text.strip(), clock));
    }

    private static Optional<Instant> date(String text, Clock clock) {
        Instant date = parsed(text, IMF_FIXDATE);
        if (date == null) {
            date = parsed(text, ASCTIME);
        }
        return Optional.ofNullable(date == null ? parsed(text, rfc850(clock)) : date);
    }

    private static @Nullable Instant parsed(String text, DateTimeFormatter form) {
        try {
            return LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException otherForm) {
            return null;
        }
    }

    /** Two digits of the year: one that appears to be more than 50 years ahead is in the past (RFC 9110, 5.6.7). */
    private static DateTimeFormatter rfc850(Clock clock) {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR, 2, 2, ZonedDateTime.now(clock).getYear() - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    private static Duration bounded(Duration told) {
        if (told.isNegative()) {
            return Duration.ZERO;
        }
        return told.compareTo(LONGEST) > 0 ? LONGEST : told;
    }
}
