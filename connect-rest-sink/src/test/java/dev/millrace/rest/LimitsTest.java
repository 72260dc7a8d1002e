package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.testkit.LogCapture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LimitsTest {

    @Test
    void sendsNoMoreRequestsPerSecondThanItMay() {
        try (Delivering delivering = new Delivering("http.rate.requests", "50")) {
            delivering.feed(ORDERS, 100, 100);
            delivering.sink.start(ORDERS);
            long start = System.nanoTime();

            delivering.deliverUpTo(ORDERS, 100);

            // a bucket that is full at first, then one in 20 ms
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
            assertThat(delivering.partner.outOfOrder()).isEmpty();
            assertThat(figure("throttled")).isPositive();
            assertThat(delivering.sink.longestPut()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void waitsAsReceiversTellBeforeTheyRefuse() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(
                    Answer.accepted().header("RateLimit", "\"default\";r=0;t=2").times(1));
            delivering.sink.start(ORDERS);
            long start = System.nanoTime();
            delivering.feed(ORDERS, 1, 1);
            delivering.deliverUpTo(ORDERS, 1);

            delivering.sink.feed(ORDERS, "0-0", "0-0 1");
            delivering.deliverUpTo(ORDERS, 2);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(delivering.partner.count()).isEqualTo(2);
        }
    }

    @Test
    void sendsLessAtOnceToAReceiverThatIsOverloaded() {
        try (Delivering delivering =
                new Delivering("http.concurrency", "adaptive", "max.in.flight", "16", "breaker.parked.lanes", "500")) {
            delivering.partner.answerAll(
                    Answer.status(503).after(Duration.ofMillis(2)).times(30));
            delivering.feed(ORDERS, 300, 300);
            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 300);

            assertThat(delivering.partner.maxInFlight()).isLessThanOrEqualTo(16);
            assertThat(delivering.partner.uniqueCount()).isEqualTo(300);
            assertThat(delivering.sink.reported()).isEmpty();
            assertThat(figure("concurrency")).isBetween(1L, 16L);
        }
    }

    @Test
    void warnsOnceOfAnAddressThatIsToBeGivenUp() {
        try (Delivering delivering = new Delivering();
                LogCapture log = new LogCapture()) {
            delivering.partner.answerAll(Answer.accepted()
                    .header("Deprecation", "@1688169599")
                    .header("Sunset", "Sun, 30 Jun 2030 23:59:59 GMT"));
            delivering.feed(ORDERS, 5, 5);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 5);

            assertThat(figure("deprecated.replies")).isEqualTo(5);
            assertThat(figure("sunset.epoch.seconds")).isEqualTo(1_909_094_399L);
            assertThat(log.lines().stream().filter(message -> message.contains("deprecated")))
                    .hasSize(1);
            log.assertHoldsNoneOf(List.of("0-0 0"), List.of());
        }
    }

    private static long figure(String name) {
        return Delivering.figure("type=rest-sink-route,connector=deliver,task=0,route=default", name);
    }
}
