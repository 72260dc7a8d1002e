package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.testkit.LogCapture;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Breaker breaker = new Breaker(
            "deliver-0",
            new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(10), 5),
            3,
            LONGEST,
            Clock.systemUTC(),
            new Random(1));

    @Test
    void staysClosedWhileFewLanesFail() {
        assertThat(breaker.failed(failure("http-503", null), 3)).isEmpty();
        assertThat(breaker.admits(31)).isTrue();
    }

    @Test
    void opensWhenTooManyLanesWait() {
        assertThat(breaker.failed(failure("http-503", null), 4)).isPresent();
        assertThat(breaker.admits(0)).isFalse();
    }

    @Test
    void opensAfterThreeAttemptsInARowWithoutAConnection() {
        assertThat(breaker.failed(failure(ResponseClassifier.UNREACHABLE, null), 1))
                .isEmpty();
        assertThat(breaker.failed(failure(ResponseClassifier.UNREACHABLE, null), 1))
                .isEmpty();
        breaker.answered();
        assertThat(breaker.failed(failure(ResponseClassifier.UNREACHABLE, null), 1))
                .isEmpty();
        assertThat(breaker.failed(failure(ResponseClassifier.UNREACHABLE, null), 1))
                .isEmpty();

        assertThat(breaker.failed(failure(ResponseClassifier.UNREACHABLE, null), 1))
                .isPresent();
    }

    @Test
    void opensForTheLongestWaitWhenAskedForALongerOne() {
        assertThat(breaker.failed(failure("http-429", LONGEST), 1)).isEmpty();

        assertThat(breaker.failed(failure("http-429", LONGEST.plusMillis(1)), 1))
                .contains(LONGEST);
    }

    @Test
    void letsOneRequestFindOutAndOpensAgainForLongerWhenItFails() {
        assertThat(breaker.failed(failure("http-503", null), 4)).isPresent();

        breaker.halfOpen();
        boolean first = breaker.admits(0);
        boolean second = breaker.admits(1);
        boolean opened = breaker.failed(failure("http-503", null), 1).isPresent();

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(opened).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    }

    @Test
    void closesOnAnAnswerToThatRequestAndNotToAnEarlierOne() {
        assertThat(breaker.failed(failure("http-503", null), 4)).isPresent();

        breaker.answered();
        Breaker.State afterEarlier = breaker.state();
        breaker.halfOpen();
        breaker.answered();

        assertThat(afterEarlier).isEqualTo(Breaker.State.OPEN);
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void warnsOfAReceiverThatComesAndGoesOnceAMinute() {
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 10; i++) {
                assertThat(breaker.failed(failure("http-503", null), 4)).isPresent();
                breaker.halfOpen();
                breaker.answered();
            }

            assertThat(log.lines().stream().filter(line -> line.startsWith("WARN")))
                    .hasSize(1);
        }
    }

    private static ConnectorFailure failure(String code, @Nullable Duration retryAfter) {
        return new ConnectorFailure(FailureKind.TRANSIENT, code, "it failed", retryAfter, null);
    }
}
