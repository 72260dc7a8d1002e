package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RestSinkTaskTest {

    @Test
    void deliversEveryRecordOnceAndCommitsAllOfThem() {
        try (Delivering delivering = new Delivering()) {
            delivering.feed(ORDERS, 500, 50);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 500);

            assertThat(delivering.partner.acceptedCount()).isEqualTo(500);
            assertThat(delivering.partner.uniqueCount()).isEqualTo(500);
            assertThat(delivering.partner.outOfOrder()).isEmpty();
            assertThat(delivering.partner.overlapping()).isEmpty();
        }
    }

    @Test
    void keepsTheOrderOfEachKeyWithManyInFlightAndRetries() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(Answer.accepted().after(Duration.ofMillis(5)));
            delivering.partner.answer(
                    request -> Delivering.numberOf(request) % 7 == 0,
                    Answer.unavailable().times(200));
            delivering.feed(ORDERS, 1000, 100);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1000);

            assertThat(delivering.partner.outOfOrder()).isEmpty();
            assertThat(delivering.partner.overlapping()).isEmpty();
            assertThat(delivering.partner.duplicates()).isEmpty();
            assertThat(delivering.partner.maxInFlight()).isBetween(2, 32);
        }
    }

    @Test
    void letsAllOtherKeysPassOneThatFails() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answer(request -> Delivering.keyOf(request).equals("0-7"), Answer.unavailable());
            delivering.feed(ORDERS, 100, 10);

            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> delivering.partner.uniqueCount() == 90, "all other keys delivered");
            delivering.sink.commit();

            assertThat(delivering.sink.committed(ORDERS)).isEqualTo(7);
            assertThat(delivering.partner.accepted())
                    .noneMatch(request -> Delivering.keyOf(request).equals("0-7"));
        }
    }

    @Test
    void sendsTheSameIdempotencyKeyOnEveryAttempt() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(Answer.unavailable().times(3));
            delivering.feed(ORDERS, 1, 1);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.partner.received()).hasSize(4);
            assertThat(delivering.partner.received().stream().map(ReceivedRequest::idempotencyKey))
                    .doesNotContainNull()
                    .containsOnly(delivering.partner.received().get(0).idempotencyKey());
        }
    }
}
