package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.partner.RestPartner;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutageTest {

    @Test
    void pausesWhileTheReceiverIsAwayAndGoesOnWhenItIsBack() throws Exception {
        try (Delivering delivering = new Delivering("retry.max.attempts", "2")) {
            delivering.partner.stopListening();
            delivering.feed(ORDERS, 200, 20);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> delivering.sink.paused().contains(ORDERS), "reading paused");

            delivering.partner.listenAgain();
            delivering.deliverUpTo(ORDERS, 200);

            assertThat(delivering.partner.uniqueCount()).isEqualTo(200);
            assertThat(delivering.partner.outOfOrder()).isEmpty();
            assertThat(delivering.sink.reported()).isEmpty();
            delivering.sink.turnUntil(() -> delivering.sink.paused().isEmpty(), "reading resumed");
            assertThat(delivering.sink.redeliveries()).isZero();
        }
    }

    @Test
    void sendsOneRequestAtATimeWhileManyKeysFail() {
        try (Delivering delivering =
                new Delivering("breaker.parked.lanes", "5", "retry.backoff.max.ms", "50", "retry.max.attempts", "2")) {
            delivering.partner.answerAll(Answer.unavailable());
            delivering.feed(ORDERS, 100, 100);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> delivering.sink.paused().contains(ORDERS), "reading paused");
            int before = delivering.partner.count();

            delivering.sink.turnUntil(() -> delivering.partner.count() > before + 5, "probes sent");
            delivering.partner.clearAnswers();
            delivering.deliverUpTo(ORDERS, 100);

            assertThat(before).isLessThan(60);
            assertThat(delivering.sink.reported()).isEmpty();
            assertThat(delivering.partner.uniqueCount()).isEqualTo(100);
        }
    }

    @Test
    void waitsAsManySecondsAsItIsTold() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(
                    Answer.tooManyRequests(Duration.ofSeconds(1)).times(1));

            Duration waited = timeOfTheSecondAttempt(delivering);

            assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        }
    }

    @Test
    void waitsUntilTheDateItIsTold() {
        try (Delivering delivering = new Delivering()) {
            // A date of HTTP has no fractions.
            Instant until = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
            delivering.partner.answerAll(Answer.tooManyRequestsUntil(until).times(1));

            Duration unused = timeOfTheSecondAttempt(delivering);

            assertThat(Instant.now()).isAfterOrEqualTo(until);
        }
    }

    @Test
    void takesTheReceiverAsDownWhenItAsksForTooLongAWait() {
        try (Delivering delivering = new Delivering("http.retry.after.max.ms", "300")) {
            delivering.partner.answerAll(Answer.unavailable(Duration.ofHours(1)).times(1));
            delivering.feed(ORDERS, 50, 50);
            delivering.sink.start(ORDERS);

            delivering.sink.turnUntil(() -> delivering.sink.paused().contains(ORDERS), "reading paused");
            delivering.deliverUpTo(ORDERS, 50);

            assertThat(delivering.partner.uniqueCount()).isEqualTo(50);
        }
    }

    @Test
    void repeatsARequestWhoseConnectionWasCut() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(Answer.closeWithoutAnswer().times(5));
            delivering.feed(ORDERS, 20, 5);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 20);

            assertThat(delivering.partner.duplicates()).isEmpty();
            assertThat(delivering.partner.outOfOrder()).isEmpty();
        }
    }

    @Test
    void givesUpARequestThatIsNotAnsweredAndSendsItAgain() {
        try (Delivering delivering =
                new Delivering("http.request.timeout.ms", "2000", "http.connect.timeout.ms", "2000")) {
            delivering.partner.answerAll(Answer.hang().times(1));
            delivering.feed(ORDERS, 3, 3);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 3);

            assertThat(delivering.partner.count()).isEqualTo(4);
            assertThat(delivering.partner.acceptedCount()).isEqualTo(3);
        }
    }

    private static Duration timeOfTheSecondAttempt(Delivering delivering) {
        RestPartner partner = delivering.partner;
        delivering.sink.start(ORDERS);
        // The wait begins later than this, so that a slow machine makes it longer, never shorter.
        long start = System.nanoTime();
        delivering.feed(ORDERS, 1, 1);
        delivering.sink.turnUntil(() -> partner.count() == 2, "second attempt");
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
