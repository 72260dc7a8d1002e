package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.partner.Answer;
import dev.millrace.testkit.LogCapture;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RefusedRecordsTest {

    private static final String[] NO_QUEUE = {"errors.tolerance", "none", "errors.deadletterqueue.topic.name", ""};

    @Test
    void setsAsideTheVeryInstanceThatPutGot() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answer(request -> Delivering.numberOf(request) == 3, Answer.status(422));
            delivering.feed(ORDERS, 10, 2);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 10);

            assertThat(delivering.sink.reported()).singleElement().satisfies(reported -> {
                assertThat(reported.asDelivered()).isTrue();
                assertThat(reported.record().kafkaOffset()).isEqualTo(3);
                assertThat(reported.error()).hasMessageContaining("orders-0@3").hasMessageContaining("422");
            });
            assertThat(delivering.partner.acceptedCount()).isEqualTo(9);
        }
    }

    @Test
    void stopsWithCoordinatesAndStatusWhereNothingIsSetAside() {
        try (Delivering delivering = new Delivering(NO_QUEUE);
                LogCapture log = new LogCapture()) {
            delivering.partner.answerAll(Answer.status(400).body("text/plain", "secret-1 is no order"));
            delivering.sink.feed(ORDERS, "secret-2", "secret-3 0");

            delivering.sink.start(ORDERS);

            Throwable stopped = catchThrowable(() -> delivering.sink.turnUntil(() -> false, "the task stopped"));

            assertThat(stopped)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("[http-400]")
                    .hasMessageContaining("orders-0@0");
            log.assertHoldsNoneOf(List.of("secret"), List.of(stopped));
            assertThat(delivering.sink.committed(ORDERS)).isZero();
        }
    }

    @Test
    void stopsAlsoWhenOnlyTheLogWouldTakeTheRecord() {
        // errors.log.enable alone gives a reporter that writes no record anywhere
        try (Delivering delivering = new Delivering(NO_QUEUE)) {
            delivering.partner.answerAll(400);
            delivering.feed(ORDERS, 1, 1);

            delivering.sink.start(ORDERS);

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class);
            assertThat(delivering.sink.reported()).isEmpty();
        }
    }

    @Test
    void stopsWhenTheDeadLetterQueueFails() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(400);
            delivering.sink.holdReports();
            delivering.feed(ORDERS, 1, 1);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> !delivering.sink.reported().isEmpty(), "the record reported");

            delivering.sink.failReports(new IllegalStateException("no brokers"));

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("dead-letter-queue")
                    .hasMessageContaining("orders-0@0");
            assertThat(delivering.sink.committed(ORDERS)).isZero();
        }
    }

    @Test
    void holdsTheOffsetUntilTheDeadLetterQueueHasTheRecord() throws Exception {
        SetAsideProbe probe = new SetAsideProbe();

        probe.refuse();
        long before = probe.frontier();
        probe.queueHasIt();
        long after = probe.frontier();

        assertThat(before).isZero();
        assertThat(after).isEqualTo(1);
    }

    @Test
    void refusesToStartWithToleranceAndNoQueue() {
        try (Delivering delivering = new Delivering("errors.deadletterqueue.topic.name", "")) {
            assertThatThrownBy(() -> delivering.sink.start(ORDERS))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("errors.deadletterqueue.topic.name");
        }
    }

    @Test
    void setsAsideARecordWithoutAValueByDefault() {
        try (Delivering delivering = new Delivering()) {
            delivering.sink.feed(ORDERS, "0-0", null);
            delivering.sink.feed(ORDERS, "0-0", "0-0 1");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 2);

            assertThat(delivering.sink.reported())
                    .singleElement()
                    .satisfies(reported -> assertThat(reported.error()).hasMessageContaining("no value"));
            assertThat(delivering.partner.acceptedCount()).isEqualTo(1);
        }
    }

    @Test
    void passesRecordsWithoutAValueOverWhenTold() {
        try (Delivering delivering = new Delivering("tombstones", "skip")) {
            delivering.sink.feed(ORDERS, "0-0", null);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.sink.reported()).isEmpty();
            assertThat(delivering.partner.count()).isZero();
        }
    }

    @Test
    void setsAsideAValueThatHasNoJsonForm() {
        try (Delivering delivering = new Delivering()) {
            delivering.sink.feed(
                    new SinkRecord("orders", 0, Schema.STRING_SCHEMA, "k", null, Map.of("at", new Object()), 0));

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.sink.reported()).hasSize(1);
            assertThat(delivering.partner.count()).isZero();
        }
    }

    @Test
    void setsAsideWhatFailsTooOften() {
        try (Delivering delivering = new Delivering("retry.max.attempts", "3")) {
            delivering.partner.answer(request -> Delivering.numberOf(request) == 0, Answer.unavailable());
            delivering.feed(ORDERS, 2, 1);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 2);

            assertThat(delivering.partner.received()).hasSize(4);
            assertThat(delivering.sink.reported())
                    .singleElement()
                    .satisfies(reported -> assertThat(reported.error()).hasMessageContaining("after 3 attempts"));
        }
    }

    @Test
    void setsAsideWhatFailsAndIsTooOld() {
        try (Delivering delivering = new Delivering("retry.max.attempts", "-1", "retry.max.age.ms", "100")) {
            delivering.partner.answerAll(Answer.unavailable());
            delivering.feed(ORDERS, 1, 1);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.sink.reported()).hasSize(1);
        }
    }

    @Test
    void stopsOnRefusedCredentialsAndSetsNothingAside() {
        try (Delivering delivering = new Delivering("http.auth", "bearer", "http.auth.token", "wrong-token")) {
            delivering.partner.requireAuthorization("Bearer right-token");
            delivering.feed(ORDERS, 100, 100);

            delivering.sink.start(ORDERS);

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("[http-401]")
                    .hasMessageContaining("credentials")
                    .hasMessageNotContaining("wrong-token");
            assertThat(delivering.sink.reported()).isEmpty();
            assertThat(delivering.partner.count()).isLessThanOrEqualTo(32);
        }
    }

    @Test
    void stopsOnARedirectInsteadOfTakingItForDelivered() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(Answer.redirect(302, "/elsewhere"));
            delivering.feed(ORDERS, 1, 1);

            delivering.sink.start(ORDERS);

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("[http-302]")
                    .hasMessageContaining("http.url");
            assertThat(delivering.sink.committed(ORDERS)).isZero();
            assertThat(delivering.partner.count()).isEqualTo(1);
        }
    }
}
