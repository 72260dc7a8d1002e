package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PatienceTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(400), RetryPolicy.FOR_EVER);
    private final ConnectorFailure failure = new ConnectorFailure(FailureKind.TRANSIENT, "cut", "cut");

    @Test
    void waitsLongerWithEachFailureUpToTheCap() {
        List<Duration> pauses = new ArrayList<>();
        Patience patience = new Patience(POLICY, pauses::add, new Random(1));

        for (int i = 0; i < 200; i++) {
            patience.pause(1 + i % 10, failure);
        }

        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(400)));
        assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(pauses).anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofMillis(200)));
    }

    @Test
    void waitsAtLeastAsLongAsItWasAskedTo() {
        List<Duration> pauses = new ArrayList<>();
        Patience patience = new Patience(POLICY, pauses::add, new Random(1));

        patience.pause(1, new ConnectorFailure(FailureKind.THROTTLED, "busy", "busy", Duration.ofSeconds(9), null));

        assertThat(pauses).containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void waitsNoMoreOnceItWasStopped() {
        List<Duration> pauses = new ArrayList<>();
        Patience patience = new Patience(POLICY, pauses::add, new Random(1));

        patience.stop();

        assertStopping(patience);
        assertThat(patience.isStopping()).isTrue();
        assertThat(pauses).isEmpty();
    }

    @Test
    void leavesAPauseThatIsInterruptedAndKeepsTheFlag() {
        Patience patience = new Patience(
                POLICY,
                pause -> {
                    throw new InterruptedException("told");
                },
                new Random(1));

        assertStopping(patience);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void assertStopping(Patience patience) {
        assertThatThrownBy(() -> patience.pause(1, failure))
                .isInstanceOfSatisfying(
                        ConnectorFailure.class,
                        stopped -> assertThat(stopped.code()).isEqualTo(Patience.STOPPING));
    }
}
