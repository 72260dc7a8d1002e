package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    /** 30 s before the moment of the examples in RFC 9110 section 5.6.7. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("1994-11-06T08:49:07Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "30",
                " 30 "
            })
    void readsSecondsAndTheThreeFormsOfADate(String value) {
        Optional<Duration> wait = RetryAfter.of(reply(Map.of("Retry-After", value)), CLOCK);

        assertThat(wait).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "Mon, 06 Nov 1994 08:49:37 GMT", "06 Nov 1994 08:49:37"})
    void ignoresWhatIsNeither(String value) {
        Optional<Duration> wait = RetryAfter.of(reply(Map.of("retry-after", value)), CLOCK);

        assertThat(wait).isEmpty();
    }

    @Test
    void comparesADateWithTheClockOfTheServer() {
        HttpReply reply = reply(Map.of(
                "Date", "Sat, 07 Jan 2040 10:00:00 GMT",
                "Retry-After", "Sat, 07 Jan 2040 10:00:10 GMT"));

        Optional<Duration> wait = RetryAfter.of(reply, CLOCK);

        assertThat(wait).contains(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"'Sun, 06 Nov 1994 08:00:00 GMT', 0", "99999999999999999999, 31536000", "0, 0", "31536001, 31536000"})
    void staysBetweenZeroAndAYear(String value, long seconds) {
        Optional<Duration> wait = RetryAfter.of(reply(Map.of("Retry-After", value)), CLOCK);

        assertThat(wait).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void readsATwoDigitYearOfTheLastCentury() {
        Clock now = Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC);

        Optional<Duration> wait = RetryAfter.of(reply(Map.of("Retry-After", "Sunday, 06-Nov-94 08:49:37 GMT")), now);

        assertThat(wait).contains(Duration.ZERO);
    }

    private static HttpReply reply(Map<String, String> headers) {
        return new HttpReply(
                503,
                headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue()))),
                new byte[0]);
    }
}
