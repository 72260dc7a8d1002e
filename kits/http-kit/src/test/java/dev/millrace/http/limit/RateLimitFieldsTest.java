package dev.millrace.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitFieldsTest {

    /** Sun, 06 Nov 1994 08:49:37 GMT. */
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(784_111_777), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                // fields, separated by bars # remaining # seconds # limit
                "RateLimit: \"default\";r=50;t=30 # 50 # 30 # ",
                "RateLimit: default;r=50;t=30 # 50 # 30 # ",
                "RateLimit: \"default\"; r=50 ;t=30 # 50 # 30 # ",
                "RateLimit: \"burst\";r=9;t=5, \"daily\";r=3;t=600 # 3 # 600 # ",
                "RateLimit: \"burst\";r=0;t=5, \"daily\";r=0;t=600 # 0 # 600 # ",
                "RateLimit: \"burst\";r=9|RateLimit-Policy: \"burst\";q=100;w=60,\"daily\";q=1000;w=86400 # 9 # 60 # 100",
                "RateLimit: \"default\";r=50;t=30;pk=:cHVwcGV0: # 50 # 30 # ",
                "RateLimit: \"volume\";r=50;t=30, \"calls\";r=70;t=9|RateLimit-Policy: \"volume\";q=1000;qu=\"content-bytes\" # 70 # 9 # ",
                "RateLimit: \"default\";r=7 # 7 # 1 # ",
                "RateLimit: limit=100, remaining=50, reset=5 # 50 # 5 # 100",
                "RateLimit-Remaining: 12|RateLimit-Reset: 34|RateLimit-Limit: 100, 100;w=60 # 12 # 34 # 100",
                "X-RateLimit-Remaining: 12|X-RateLimit-Reset: 784111787 # 12 # 784111787 # ",
                "X-RateLimit-Remaining: 12|X-RateLimit-Reset: 1.5 # 12 # 1.5 # ",
                "X-Rate-Limit-Remaining: 0|X-Rate-Limit-Reset: 60|X-Rate-Limit-Limit: 1000 # 0 # 60 # 1000",
                "x-ratelimit-remaining: 1|x-ratelimit-reset: 2 # 1 # 2 # ",
            })
    void readsWhatMayStillBeAsked(String fields, long remaining, double seconds, String limit) {
        Quota quota = fields(RateLimitSettings.standard())
                .read(Replies.with(200, fields))
                .orElseThrow();

        assertThat(quota.remaining()).isEqualTo(remaining);
        assertThat(quota.reset())
                .isEqualTo(seconds > 1e8 ? Duration.ofDays(365) : Duration.ofMillis((long) (seconds * 1000)));
        assertThat(quota.limit().stream()
                        .boxed()
                        .map(String::valueOf)
                        .findFirst()
                        .orElse(""))
                .isEqualTo(limit == null ? "" : limit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "RateLimit: ",
                "RateLimit: \"default\";r=50;t=30 trailing",
                "RateLimit: \"default\";r=50;;t=30",
                "RateLimit: \"default;r=50;t=30",
                "RateLimit: \"default\";t=30",
                "RateLimit: \"default\";r=-1;t=30",
                "RateLimit: \"default\";r=\"1\";t=30",
                "RateLimit: \"default\";r=1.5;t=30",
                "RateLimit: \"default\";r=50;t=30,,",
                "RateLimit: \"default\";r=50;t=30|Age: 5",
                "X-RateLimit-Remaining: 12",
                "X-RateLimit-Remaining: many|X-RateLimit-Reset: 5",
                "X-RateLimit-Remaining: -1|X-RateLimit-Reset: 5",
                "Retry-After: 5",
            })
    void ignoresWhatIsMalformedOrTellsTooLittle(String fields) {
        Optional<Quota> quota = fields(RateLimitSettings.standard()).read(Replies.with(200, fields));

        assertThat(quota).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "auto, 1784111787, 365d",
        "auto, 10, 10s",
        "auto, 784111787000, 10s",
        "epoch-seconds, 784111787, 10s",
        "epoch-ms, 784111787000, 10s",
        "seconds, 784111787, 365d",
        "epoch-seconds, 784111700, 0s",
    })
    void readsTheTimeInItsUnit(String unit, String told, String expected) {
        RateLimitSettings settings = new RateLimitSettings(
                true,
                Optional.of("X-Left"),
                Optional.of("X-Next"),
                RateLimitSettings.Unit.valueOf(unit.toUpperCase(Locale.ROOT).replace('-', '_')));

        Quota quota = fields(settings)
                .read(Replies.with(200, "X-Left: 5|X-Next: " + told))
                .orElseThrow();

        assertThat(quota.reset()).isEqualTo(Duration.parse((expected.endsWith("d") ? "P" : "PT") + expected));
    }

    @Test
    void goesByTheReceiversOwnClock() {
        RateLimitSettings settings = new RateLimitSettings(
                true, Optional.of("X-Left"), Optional.of("X-Next"), RateLimitSettings.Unit.EPOCH_SECONDS);

        Quota quota = fields(settings)
                .read(Replies.with(200, "X-Left: 5|X-Next: 784111787|Date: Sun, 06 Nov 1994 08:49:40 GMT"))
                .orElseThrow();

        assertThat(quota.reset()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void readsNothingWhereItIsToldNotTo() {
        RateLimitSettings none =
                new RateLimitSettings(false, Optional.empty(), Optional.empty(), RateLimitSettings.Unit.AUTO);

        assertThat(fields(none).read(Replies.with(200, "RateLimit: a;r=1;t=1"))).isEmpty();
    }

    private static RateLimitFields fields(RateLimitSettings settings) {
        return new RateLimitFields(settings, CLOCK);
    }
}
