package dev.millrace.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A rate, kept by a clock that the test moves. */
class TokenBucketTest {

    private final AtomicLong now = new AtomicLong(-5);

    private void pass(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void givesOneSecondsWorthAtOnceAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(2, now::get);

        assertThat(bucket.tryTake(1)).isTrue();
        assertThat(bucket.tryTake(1)).isTrue();
        assertThat(bucket.tryTake(1)).isFalse();
        assertThat(bucket.untilNext()).isEqualTo(Duration.ofMillis(500));
        pass(500);
        assertThat(bucket.tryTake(1)).isTrue();
        assertThat(bucket.tryTake(1)).isFalse();
    }

    @Test
    void neverGathersMoreThanASecondsWorth() {
        TokenBucket bucket = new TokenBucket(2, now::get);

        pass(3_600_000);

        assertThat(bucket.tryTake(1)).isTrue();
        assertThat(bucket.tryTake(1)).isTrue();
        assertThat(bucket.tryTake(1)).isFalse();
    }

    @Test
    void letsWhatIsLargerThanTheRatePassAndMakesOthersWait() {
        TokenBucket bucket = new TokenBucket(100, now::get);

        assertThat(bucket.tryTake(500)).isTrue();
        assertThat(bucket.tryTake(1)).isFalse();
        pass(4_000);
        assertThat(bucket.tryTake(1)).isFalse();
        pass(20);
        assertThat(bucket.tryTake(1)).isTrue();
    }

    @Test
    void gathersTokensOfARateBelowOnePerSecond() {
        TokenBucket bucket = new TokenBucket(0.5, now::get);

        assertThat(bucket.tryTake(1)).isTrue();
        pass(1_900);
        assertThat(bucket.tryTake(1)).isFalse();
        pass(200);
        assertThat(bucket.tryTake(1)).isTrue();
    }

    @Test
    void limitsNothingAtZero() {
        TokenBucket bucket = new TokenBucket(0, now::get);

        bucket.take(1e12);

        assertThat(bucket.tryTake(1e12)).isTrue();
        assertThat(bucket.untilNext()).isZero();
    }
}
