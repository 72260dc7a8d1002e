package dev.millrace.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.HttpFault;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits, kept by a clock that the test moves. */
class RequestLimiterTest {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration QUICK = Duration.ofMillis(5);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

    @Test
    void letsSoManyRequestsGoInASecond() {
        RequestLimiter limiter = limiter(10, 0, false);

        int first = burst(limiter);
        pass(Duration.ofMillis(500));
        int second = burst(limiter);

        assertThat(first).isEqualTo(10);
        assertThat(second).isEqualTo(5);
        assertThat(limiter.acquire(1)).isBetween(Duration.ofMillis(90), Duration.ofMillis(100));
    }

    @Test
    void letsOneRequestGoInFiveSeconds() {
        RequestLimiter limiter = limiter(0.2, 0, false);

        assertThat(limiter.acquire(1)).isZero();
        assertThat(limiter.acquire(1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void letsSoManyBytesGoInASecondAndOneBodyOfAnySize() {
        RequestLimiter limiter = limiter(0, 1_000, false);

        Duration large = limiter.acquire(3_000);
        Duration next = limiter.acquire(1);
        pass(next);

        assertThat(large).isZero();
        assertThat(next).isBetween(Duration.ofMillis(2_000), Duration.ofMillis(2_002));
        assertThat(limiter.acquire(1)).isLessThanOrEqualTo(Duration.ofMillis(1));
    }

    @Test
    void holdsWhoeverFindsNoRoomUntilAnExchangeEnds() {
        RequestLimiter limiter = limiter(0, 0, false);
        int all = burst(limiter);

        boolean full = limiter.hasRoom();
        limiter.released();

        assertThat(all).isEqualTo(32);
        assertThat(full).isFalse();
        assertThat(limiter.acquire(1)).isZero();
        assertThat(limiter.acquire(1)).isPositive();
    }

    @Test
    void holdsAllRequestsForAsLongAsA429Says() {
        RequestLimiter limiter = limiter(0, 0, false);
        assertThat(limiter.acquire(1)).isZero();

        limiter.replied(Replies.with(429, "Retry-After: 7|RateLimit: a;r=0;t=90"), QUICK);
        Duration wait = limiter.acquire(1);
        pass(wait);

        assertThat(wait).isEqualTo(Duration.ofSeconds(7));
        assertThat(limiter.acquire(1)).isZero();
    }

    @Test
    void holdsNoLongerThanAllowedWhateverTheReceiverSays() {
        RequestLimiter limiter = limiter(0, 0, false);
        assertThat(limiter.acquire(1)).isZero();

        limiter.replied(Replies.with(429, "Retry-After: 86400"), QUICK);

        assertThat(limiter.acquire(1)).isEqualTo(LONGEST);
    }

    @Test
    void waitsForMoreBeforeTheReceiverHasToRefuse() {
        RequestLimiter limiter = limiter(0, 0, false);
        assertThat(limiter.acquire(1)).isZero();
        limiter.replied(Replies.with(200, "RateLimit: a;r=3;t=40|RateLimit-Policy: a;q=30;w=60"), QUICK);

        int sent = 0;
        Duration waited = Duration.ZERO;
        while (waited.compareTo(Duration.ofSeconds(39)) < 0) {
            Duration wait = limiter.acquire(1);
            if (wait.isZero()) {
                sent++;
                limiter.released();
            } else {
                waited = waited.plus(wait);
                pass(wait);
            }
        }

        assertThat(sent).isEqualTo(3);
        assertThat(limiter.acquire(1)).isZero();
    }

    @Test
    void spreadsTheLastTenthOverTheTimeThatItMustLast() {
        RequestLimiter limiter = limiter(0, 0, false);
        assertThat(limiter.acquire(1)).isZero();
        limiter.replied(Replies.with(200, "RateLimit: a;r=11;t=60|RateLimit-Policy: a;q=100;w=60"), QUICK);

        Duration whileMuchIsLeft = limiter.acquire(1);
        Duration inTheLastTenth = limiter.acquire(1);

        assertThat(whileMuchIsLeft).isZero();
        assertThat(inTheLastTenth).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void countsWhatIsUnderWayAndBelievesTheLeastOfOneWindow() {
        RequestLimiter limiter = limiter(0, 0, false);
        for (int request = 0; request < 4; request++) {
            assertThat(limiter.acquire(1)).isZero();
        }

        limiter.replied(Replies.with(200, "RateLimit: a;r=3;t=40|RateLimit-Policy: a;q=4;w=60"), QUICK);
        limiter.replied(Replies.with(200, "RateLimit: a;r=2;t=40|RateLimit-Policy: a;q=4;w=60"), QUICK);

        assertThat(limiter.acquire(1)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(41));
    }

    @Test
    void startsAnewWithTheReceiversNextWindow() {
        RequestLimiter limiter = limiter(0, 0, false);
        assertThat(limiter.acquire(1)).isZero();
        assertThat(limiter.acquire(1)).isZero();
        limiter.replied(Replies.with(200, "RateLimit: a;r=0;t=2"), QUICK);

        limiter.replied(Replies.with(200, "RateLimit: a;r=100;t=60"), QUICK);

        assertThat(limiter.acquire(1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"6, 5, 7", "20, 14, 21", "100, 32, 32"})
    void findsHowManyAtOnceTheReceiverBears(int capacity, int atLeast, int atMost) {
        RequestLimiter limiter = limiter(0, 0, true);
        long limits = 0;
        int refused = 0;

        for (int round = 0; round < 300; round++) {
            int sent = burst(limiter);
            pass(QUICK);
            for (int request = 0; request < sent; request++) {
                boolean borne = request < capacity;
                limiter.replied(Replies.with(borne ? 200 : 429, ""), QUICK);
                refused += borne || round < 100 ? 0 : 1;
            }
            limits += round < 100 ? 0 : limiter.concurrency();
        }

        assertThat((int) (limits / 200)).isBetween(atLeast - 1, atMost);
        assertThat(refused).isLessThan(200);
    }

    @Test
    void shrinksOnceForAllComplaintsOfOneRoundAndNeverBelowTheLeast() {
        RequestLimiter limiter = limiter(0, 0, true);
        for (int round = 0; round < 4; round++) {
            int sent = burst(limiter);
            pass(QUICK);
            for (int request = 0; request < sent; request++) {
                limiter.replied(Replies.with(200, ""), QUICK);
            }
        }
        int before = limiter.concurrency();

        int sent = burst(limiter);
        pass(QUICK);
        for (int request = 0; request < sent; request++) {
            limiter.lost(new HttpFault(HttpFault.Stage.TIMEOUT, "late", null), QUICK);
        }
        int after = limiter.concurrency();
        for (int round = 0; round < 30; round++) {
            assertThat(limiter.acquire(1)).isZero();
            pass(QUICK);
            limiter.replied(Replies.with(503, ""), Duration.ofMillis(1));
        }

        assertThat(before).isEqualTo(32);
        assertThat(after).isEqualTo(22);
        assertThat(limiter.concurrency()).isEqualTo(2);
    }

    @Test
    void doesNotGrowWhileItIsNotUsed() {
        RequestLimiter limiter = limiter(0, 0, true);

        for (int request = 0; request < 100; request++) {
            assertThat(limiter.acquire(1)).isZero();
            limiter.replied(Replies.with(200, ""), QUICK);
        }

        assertThat(limiter.concurrency()).isEqualTo(4);
    }

    private int burst(RequestLimiter limiter) {
        int sent = 0;
        while (limiter.acquire(1).isZero()) {
            sent++;
        }
        return sent;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private RequestLimiter limiter(double requests, long bytes, boolean adaptive) {
        return RequestLimiter.of(
                new LimitSettings(requests, bytes, adaptive, 2, RateLimitSettings.standard()),
                32,
                LONGEST,
                Clock.systemUTC(),
                now::get,
                () -> 0L);
    }
}
