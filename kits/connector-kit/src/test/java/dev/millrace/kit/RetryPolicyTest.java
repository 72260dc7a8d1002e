package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    /** Draws the longest wait that is allowed. */
    private static final RandomGenerator LONGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("a wait is drawn within bounds");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    private final RetryPolicy policy = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), 5);

    @ParameterizedTest
    @CsvSource({"1,100", "2,200", "3,400", "4,800", "5,1000", "6,1000", "64,1000", "2147483647,1000"})
    void doublesTheLongestWaitWithEachFailureUpToTheCap(int failed, long longest) {
        assertThat(policy.delay(failed, Optional.empty(), LONGEST)).isEqualTo(Duration.ofMillis(longest));
    }

    @Test
    void drawsFromTheWholeRangeDownToZero() {
        Random random = new Random(1);
        boolean[] tenths = new boolean[11];

        for (int draw = 0; draw < 10_000; draw++) {
            long wait = policy.delay(4, Optional.empty(), random).toMillis();
            assertThat(wait).isBetween(0L, 800L);
            tenths[(int) (wait / 80)] = true;
        }

        assertThat(tenths).as("each tenth of the range, and its end").doesNotContain(false);
    }

    @Test
    void waitsLongerThanTheCapWhenThePartnerAsksForIt() {
        Duration told = Duration.ofMinutes(2);

        assertThat(policy.delay(1, Optional.of(told), LONGEST)).isEqualTo(told);
    }

    @Test
    void waitsItsOwnTimeWhenThePartnerAsksForLess() {
        Optional<Duration> less = Optional.of(Duration.ofMillis(99));
        Optional<Duration> past = Optional.of(Duration.ofMillis(-1));

        assertThat(policy.delay(1, less, LONGEST)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.delay(1, past, LONGEST)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void reachesACapThatIsFarFromTheBase() {
        Duration cap = Duration.ofDays(300);
        RetryPolicy wide = new RetryPolicy(Duration.ofMillis(1), cap, RetryPolicy.FOR_EVER);

        assertThat(wide.delay(64, Optional.empty(), LONGEST)).isEqualTo(cap);
        assertThat(wide.delay(Integer.MAX_VALUE, Optional.empty(), LONGEST)).isEqualTo(cap);
    }

    @Test
    void doesNotOverflowForTheLongestBase() {
        Duration longest = Duration.ofDays(365);
        RetryPolicy slow = new RetryPolicy(longest, longest, RetryPolicy.FOR_EVER);

        for (int failed = 1; failed < 100; failed++) {
            assertThat(slow.delay(failed, Optional.empty(), LONGEST)).isEqualTo(longest);
        }
    }

    @Test
    void allowsAttemptsUpToItsLimitInAll() {
        assertThat(policy.allows(4)).isTrue();
        assertThat(policy.allows(5)).isFalse();
        assertThat(policy.allows(6)).isFalse();
    }

    @Test
    void allowsAnyNumberOfAttemptsForEver() {
        RetryPolicy endless = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), RetryPolicy.FOR_EVER);

        assertThat(endless.allows(Integer.MAX_VALUE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,PT1S,1",
        "PT-1S,PT1S,1",
        "PT0.0009S,PT1S,1",
        "PT2S,PT1S,1",
        "PT1S,P366D,1",
        "PT1S,PT1S,0",
        "PT1S,PT1S,-2"
    })
    void refusesWhatMakesNoSense(Duration base, Duration cap, int attempts) {
        assertThatThrownBy(() -> new RetryPolicy(base, cap, attempts)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToWaitBeforeAnythingFailed() {
        assertThatThrownBy(() -> policy.delay(0, Optional.empty(), LONGEST))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
