package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.Origin;
import dev.millrace.http.ResponseClassifier;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RetryPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** By a clock of its own. */
class HostBreakersTest {

    private static final Origin HOST = Origin.of(URI.create("https://a.example/"));
    private static final Origin OTHER = Origin.of(URI.create("https://b.example/"));
    private static final RetryPolicy BACK_OFF =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), RetryPolicy.FOR_EVER);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final HostBreakers breakers = new HostBreakers("test", clock(), new Random(7));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void oneRequestFindsOutForAllWhenAHostIsBack() {
        for (int i = 0; i < 3; i++) {
            assertThat(take(HOST)).isZero();
            breakers.landed(HOST, Optional.of(failure(ResponseClassifier.UNREACHABLE, Optional.empty())));
        }

        assertThat(breakers.down()).isEqualTo(1);
        assertThat(take(HOST)).isEqualTo(Duration.ofSeconds(1));
        assertThat(take(OTHER)).isZero();
        now = now.plusSeconds(1);
        assertThat(take(HOST)).isZero();
        assertThat(take(HOST)).isPositive();
        breakers.landed(HOST, Optional.empty());
        assertThat(take(HOST)).isZero();
        assertThat(take(HOST)).isZero();
        assertThat(breakers.down()).isZero();
    }

    @Test
    void aRequestThatIsGivenUpLetsAnotherFindOut() {
        for (int i = 0; i < 3; i++) {
            assertThat(take(HOST)).isZero();
            breakers.landed(HOST, Optional.of(failure(ResponseClassifier.UNREACHABLE, Optional.empty())));
        }
        now = now.plusSeconds(1);

        assertThat(take(HOST)).isZero();
        breakers.released(HOST);
        assertThat(take(HOST)).isZero();
    }

    @Test
    void errorsOfOneEndpointHoldNoOtherBack() {
        for (int i = 0; i < 50; i++) {
            assertThat(take(HOST)).isZero();
            breakers.landed(HOST, Optional.of(failure("http-500", Optional.empty())));
        }

        assertThat(breakers.down()).isZero();
    }

    @Test
    void aHostThatAsksForTooLongAWaitIsDownForAll() {
        assertThat(take(HOST)).isZero();
        breakers.landed(HOST, Optional.of(failure("http-429", Optional.of(Duration.ofHours(1)))));

        assertThat(take(HOST)).isEqualTo(LONGEST);
    }

    private Duration take(Origin host) {
        return breakers.take(host, BACK_OFF, LONGEST);
    }

    private static ConnectorFailure failure(String code, Optional<Duration> retryAfter) {
        return new ConnectorFailure(FailureKind.TRANSIENT, code, "failed", retryAfter.orElse(null), null);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
