package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other sinks do, each shown in its source or by running it, and this one does not. */
@Timeout(120)
class PeerDefectsTest {

    private static final TopicPartition[] SIX = IntStream.range(0, 6)
            .mapToObj(partition -> new TopicPartition("orders", partition))
            .toArray(TopicPartition[]::new);

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 304})
    void noRedirectCountsAsDelivered(int status) {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(Answer.redirect(status, "/elsewhere"));
            delivering.feed(ORDERS, 200, 10);

            delivering.sink.start(ORDERS);

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class);
            assertThat(delivering.sink.committed(ORDERS)).isZero();
        }
    }

    @Test
    void whatIsRefusedIsTriedOnce() {
        try (Delivering delivering = new Delivering("retry.max.attempts", "5")) {
            delivering.partner.answerAll(400);
            delivering.feed(ORDERS, 1, 1);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.partner.count()).isEqualTo(1);
        }
    }

    @Test
    void aFailingKeyStallsOnlyItselfWhileOtherOffsetsCommit() {
        try (Delivering delivering = new Delivering("retry.max.attempts", "-1")) {
            delivering.partner.answer(request -> Delivering.keyOf(request).equals("2-7"), Answer.unavailable());
            for (TopicPartition partition : SIX) {
                delivering.feed(partition, 50, 10);
            }

            delivering.sink.start(SIX);
            delivering.sink.runUntil(
                    () -> IntStream.of(0, 1, 3, 4, 5).allMatch(number -> delivering.sink.committed(SIX[number]) == 50),
                    "five partitions committed");

            assertThat(delivering.sink.committed(SIX[2])).isEqualTo(7);
            assertThat(delivering.partner.uniqueCount()).isEqualTo(295);
        }
    }

    @Test
    void aTombstoneKillsNoTask() {
        try (Delivering delivering = new Delivering()) {
            delivering.feed(ORDERS, 5, 5);
            delivering.sink.feed(ORDERS, "0-0", null);
            delivering.sink.feed(ORDERS, "0-0", "0-0 6");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 7);

            assertThat(delivering.partner.acceptedCount()).isEqualTo(6);
            assertThat(delivering.sink.reported()).hasSize(1);
        }
    }

    @Test
    void aTemplateThatOneRecordCanNotFillConcernsThatRecord() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.orderBy(request -> "#" + request.number(), request -> 0);
            delivering.sink.configure(Delivering.settings(delivering.partner.url() + "/orders/{key}"));
            delivering.sink.feed(ORDERS, "a", "a 0");
            delivering.sink.feed(ORDERS, null, "b 1");
            delivering.sink.feed(ORDERS, "..", "b 2");
            delivering.sink.feed(ORDERS, "c", "c 3");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 4);

            assertThat(delivering.partner.accepted().stream().map(request -> request.path() + " " + request.text()))
                    .containsExactlyInAnyOrder("/orders/a a 0", "/orders/c c 3");
            assertThat(delivering.sink.reported().stream()
                            .map(reported -> reported.record().kafkaOffset()))
                    .containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void nothingIsSkippedWhereToleranceHasNoQueue(String logged) {
        try (Delivering delivering =
                new Delivering("errors.deadletterqueue.topic.name", "", "errors.log.enable", logged)) {
            delivering.partner.answerAll(400);
            delivering.feed(ORDERS, 1, 1);

            assertThatThrownBy(() -> delivering.sink.start(ORDERS))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("errors.deadletterqueue.topic.name");
            assertThat(delivering.sink.committed(ORDERS)).isZero();
        }
    }

    @Test
    void everyLagReachesZeroAlsoBehindWhatNobodySees() {
        try (Delivering delivering = new Delivering()) {
            for (TopicPartition partition : SIX) {
                delivering.feed(partition, 20, 4);
                IntStream.range(0, partition.partition()).forEach(more -> delivering.sink.feedDropped(partition));
            }
            Map<TopicPartition, Long> ends = new HashMap<>();
            List.of(SIX).forEach(partition -> ends.put(partition, 20L + partition.partition()));

            delivering.sink.start(SIX);
            delivering.sink.runUntil(() -> delivering.sink.committed().equals(ends), "all offsets at their ends");

            assertThat(delivering.partner.acceptedCount()).isEqualTo(120);
            assertThat(delivering.sink.ignoredOffsets()).isEmpty();
        }
    }

    @Test
    void aMessageIsTheSameForTheReceiverAfterARestart() {
        try (Delivering delivering = new Delivering("commit.drain.ms", "0")) {
            delivering.partner.answerAll(Answer.hang().times(1));
            delivering.feed(ORDERS, 1, 1);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> delivering.partner.count() == 1, "sent");

            delivering.sink.crash();
            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.partner.received()).hasSize(2);
            assertThat(delivering.partner.received().get(0).idempotencyKey())
                    .isEqualTo(delivering.partner.received().get(1).idempotencyKey());
        }
    }
}
