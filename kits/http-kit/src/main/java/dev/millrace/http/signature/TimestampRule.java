package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a sender writes when it signed, and how far that may be from now, in both directions.
 *
 * @param places the first that holds a time counts
 * @param tolerance zero: however far
 */
record TimestampRule(List<Place> places, Unit unit, Duration tolerance) {

    private static final int SECONDS_DIGITS = 10;
    private static final int MILLIS_DIGITS = 3;
    private static final int ISO_LONGEST = 40;

    /** How a time is written. */
    enum Unit {
        /** Seconds since 1970. */
        S,
        /** Milliseconds since 1970. */
        MS,
        /** ISO 8601 with an offset, such as 2026-01-31T12:00:00Z. */
        ISO
    }

    TimestampRule {
        places = List.copyOf(places);
    }

    /**
     * Reads a time between the years 2001 and 2286. Its length is fixed: many senders put nothing between the time and the body,
     * and a digit that could belong to either would make two signed requests of one.
     */
    Optional<Instant> read(String text) {
        return switch (unit) {
            case S -> digits(text, SECONDS_DIGITS).map(Instant::ofEpochSecond);
            case MS -> digits(text, SECONDS_DIGITS + MILLIS_DIGITS).map(Instant::ofEpochMilli);
            case ISO -> iso(text);
        };
    }

    private static Optional<Long> digits(String text, int length) {
        boolean fits = text.length() == length && text.charAt(0) != '0';
        for (int i = 0; fits && i < length; i++) {
            fits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return fits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static Optional<Instant> iso(String text) {
        try {
            boolean beginsWithAYear =
                    text.length() <= ISO_LONGEST && !text.isEmpty() && Character.isDigit(text.charAt(0));
            return beginsWithAYear ? Optional.of(OffsetDateTime.parse(text).toInstant()) : Optional.empty();
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    /** A time as a sender writes it. */
    String write(Instant time) {
        return switch (unit) {
            case S -> Long.toString(time.getEpochSecond());
            case MS -> Long.toString(time.toEpochMilli());
            case ISO -> time.truncatedTo(ChronoUnit.SECONDS).toString();
        };
    }

    /** Why a request with this time is refused; empty when it is not. */
    Optional<Admission> refusal(String text, Instant now, Optional<Duration> otherTolerance) {
        Optional<Instant> read = read(text);
        if (read.isEmpty()) {
            return Optional.of(
                    new Admission.Refused("timestamp-malformed", places() + " holds no time in unit " + unitName()));
        }
        Duration most = otherTolerance.orElse(tolerance);
        Duration age = Duration.between(read.get(), now);
        if (most.isZero() || age.abs().compareTo(most) <= 0) {
            return Optional.empty();
        }
        String skew = places() + " (unit " + unitName() + ") is " + age.abs().toMillis() + " ms "
                + (age.isNegative() ? "ahead of" : "behind") + " the clock, tolerated are " + most.toMillis() + " ms";
        return Optional.of(new Admission.Refused(age.isNegative() ? "timestamp-in-future" : "timestamp-too-old", skew));
    }

    String unitName() {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
