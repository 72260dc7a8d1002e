package dev.millrace.http.auth;

import dev.millrace.http.HttpReply;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that whoever reads our tokens has. It is ours, until a refusal shows that the reader's clock differs: a token is
 * refused when it seems to be from the future or to be over. For any thread.
 */
final class JwtClock {

    private static final Logger LOG = LoggerFactory.getLogger(JwtClock.class);

    /** The field Date is whole seconds, and some on the way. */
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    private final Clock clock;
    private volatile Duration ahead = Duration.ZERO;

    JwtClock(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().plus(ahead);
    }

    /** Takes the time of a refusal over (RFC 9110 section 6.6.1); whether it is another one than was thought. */
    boolean learn(HttpReply refusal) {
        Optional<Instant> told = refusal.header("Date").flatMap(JwtClock::date);
        Duration difference =
                told.map(date -> Duration.between(clock.instant(), date)).orElse(ahead);
        if (difference.minus(ahead).abs().compareTo(TOLERATED) <= 0) {
            return false;
        }
        ahead = difference;
        LOG.warn(
                "the clock of the server that reads our tokens differs from ours by {} s; they are signed for its time",
                difference.toSeconds());
        return true;
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH))
                            .toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
