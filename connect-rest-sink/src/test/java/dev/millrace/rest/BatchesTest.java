package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class BatchesTest {

    @Test
    void sendsTheRecordsOfALaneTogetherInTheirOrder() {
        try (Delivering delivering = batches("batch.max.records", "10", "ordering", "partition")) {
            delivering.feed(ORDERS, 35, 7);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 35);

            assertThat(delivering.partner.accepted().stream()
                            .map(request -> Lines.of(request).size()))
                    .containsExactly(10, 10, 10, 5);
            assertThat(numbers(delivering)).isSorted().hasSize(35);
        }
    }

    @Test
    void fillsABatchUpToItsBytes() {
        try (Delivering delivering = batches("batch.max.bytes", "20", "ordering", "partition")) {
            // "0-0 0" has five bytes
            delivering.feed(ORDERS, 9, 9);
            delivering.sink.feed(ORDERS, "0-9", "0-9 9" + "0".repeat(50));

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 10);

            assertThat(delivering.partner.accepted().stream()
                            .map(request -> Lines.of(request).size()))
                    .containsExactly(4, 4, 1, 1);
        }
    }

    @Test
    void waitsForMoreRecordsOverSeveralPolls() {
        try (Delivering delivering =
                batches("batch.max.records", "5", "batch.linger.ms", "60000", "ordering", "partition")) {
            delivering.sink.maxPollRecords(1).start(ORDERS);
            delivering.feed(ORDERS, 4, 4);
            delivering.sink.putAll();
            for (int turn = 0; turn < 5; turn++) {
                delivering.sink.turn();
            }
            int before = delivering.partner.count();

            delivering.sink.feed(ORDERS, "0-4", "0-4 4");
            delivering.deliverUpTo(ORDERS, 5);

            assertThat(before).isZero();
            assertThat(delivering.partner.count()).isEqualTo(1);
            assertThat(Lines.of(delivering.partner.accepted())).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitsNoLongerThanItMay(boolean acrossLanes) {
        try (Delivering delivering = batches(
                "batch.linger.ms", "2000", "ordering", "key", "batch.across.lanes", Boolean.toString(acrossLanes))) {
            delivering.feed(ORDERS, 6, 2);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 6);

            assertThat(delivering.partner.count()).isEqualTo(acrossLanes ? 1 : 2);
            assertThat(Lines.outOfOrder(Lines.of(delivering.partner.accepted())))
                    .isEmpty();
        }
    }

    @Test
    void waitsForNoMoreRecordsOnceNoneAreRead() {
        try (Delivering delivering = batches(
                "batch.max.records", "40",
                "batch.max.bytes", "100000",
                "queue.max.records", "50",
                "max.in.flight", "10",
                "batch.linger.ms", "3600000")) {
            delivering.feed(ORDERS, 60, 60);

            delivering.sink.maxPollRecords(60).start(ORDERS);
            delivering.deliverUpTo(ORDERS, 60);

            assertThat(Lines.of(delivering.partner.accepted())).hasSize(60);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "none"})
    void sharesARequestAmongLanes(String ordering) {
        try (Delivering delivering = batches(
                "batch.max.records", "50", "batch.across.lanes", "true", "ordering", ordering, "max.in.flight", "1")) {
            delivering.feed(ORDERS, 200, 100);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 200);

            assertThat(delivering.partner.acceptedCount()).isLessThanOrEqualTo(6);
            assertThat(Lines.of(delivering.partner.accepted())).hasSize(200).doesNotHaveDuplicates();
            if (ordering.equals("key")) {
                assertThat(Lines.outOfOrder(Lines.of(delivering.partner.accepted())))
                        .isEmpty();
            }
        }
    }

    @Test
    void neverRegroupsABatchThatFailed() {
        try (Delivering delivering = batches("ordering", "partition", "batch.max.records", "4")) {
            delivering.partner.answerAll(Answer.unavailable().times(3));
            delivering.sink.start(ORDERS);
            delivering.feed(ORDERS, 3, 3);
            delivering.sink.turnUntil(() -> delivering.partner.count() >= 1, "the batch sent");
            delivering.feed(ORDERS, 3, 3);

            delivering.deliverUpTo(ORDERS, 6);

            List<ReceivedRequest> attempts = delivering.partner.received().subList(0, 4);
            assertThat(attempts.stream().map(ReceivedRequest::text).distinct()).hasSize(1);
            assertThat(attempts.stream().map(ReceivedRequest::idempotencyKey).distinct())
                    .hasSize(1);
            assertThat(delivering.partner.received().get(4).idempotencyKey())
                    .isNotEqualTo(attempts.get(0).idempotencyKey());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void setsOneBadRecordOfABatchAsideAlone(int status) {
        try (Delivering delivering = batches("batch.max.records", "16", "ordering", "partition")) {
            delivering.partner.answer(request -> Lines.of(request).contains("0-5 5"), Answer.status(status));
            delivering.feed(ORDERS, 40, 40);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 40);

            assertThat(delivering.sink.reported()).singleElement().satisfies(reported -> {
                assertThat(reported.record().kafkaOffset()).isEqualTo(5);
                assertThat(reported.asDelivered()).isTrue();
            });
            assertThat(numbers(delivering)).isSorted().hasSize(39).doesNotContain(5L);
        }
    }

    @Test
    void findsSeveralBadRecordsOfABatchAcrossLanes() {
        try (Delivering delivering = batches(
                "batch.max.records", "32", "batch.linger.ms", "100", "ordering", "key", "batch.across.lanes", "true")) {
            delivering.partner.answer(
                    request -> Lines.of(request).stream().anyMatch(line -> line.endsWith("3")), Answer.status(422));
            delivering.feed(ORDERS, 64, 16);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 64);

            assertThat(delivering.sink.reported().stream()
                            .map(reported -> reported.record().kafkaOffset() % 10))
                    .hasSize(7)
                    .containsOnly(3L);
            assertThat(Lines.of(delivering.partner.accepted())).hasSize(57).doesNotHaveDuplicates();
            assertThat(Lines.outOfOrder(Lines.of(delivering.partner.accepted())))
                    .isEmpty();
        }
    }

    @Test
    void setsAllRecordsAsideOfABatchThatIsRefusedForWhatItIs() {
        try (Delivering delivering = batches("batch.max.records", "4", "ordering", "partition")) {
            delivering.partner.answerAll(Answer.status(404).times(1));
            delivering.feed(ORDERS, 8, 8);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 8);

            assertThat(delivering.sink.reported()).hasSize(4);
            assertThat(delivering.partner.count()).isEqualTo(2);
        }
    }

    @Test
    void setsAllRecordsOfAnExhaustedBatchAsideAndLosesNone() {
        try (Delivering delivering =
                batches("batch.max.records", "5", "ordering", "partition", "retry.max.attempts", "3")) {
            delivering.partner.answer(request -> Lines.of(request).contains("0-1 1"), Answer.unavailable());
            delivering.feed(ORDERS, 15, 15);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 15);

            assertThat(delivering.sink.reported().stream()
                            .map(reported -> reported.record().kafkaOffset()))
                    .containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(numbers(delivering)).containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
        }
    }

    @Test
    void readsFromTheReplyWhatBecameOfEachRecord() {
        try (Delivering delivering =
                batches("batch.max.records", "5", "ordering", "partition", "batch.results.pointer", "/items")) {
            delivering.partner.answerAll(
                    Answer.status(207).body("application/json", """
                            {"items": [{"status": 201}, {"status": 422}, {"status": 503}, {"status": "ok"}, {"status": "429"}]}
                            """).times(1));
            delivering.partner.answerAll(Answer.accepted()
                    .body("application/json", "{\"items\": [{\"status\": 200}, {\"status\": 200}]}")
                    .times(1));
            delivering.feed(ORDERS, 5, 5);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 5);

            assertThat(delivering.partner.received().stream().map(Lines::of))
                    .containsExactly(List.of("0-0 0", "0-1 1", "0-2 2", "0-3 3", "0-4 4"), List.of("0-2 2", "0-4 4"));
            assertThat(delivering.sink.reported()).singleElement().satisfies(reported -> {
                assertThat(reported.record().kafkaOffset()).isEqualTo(1);
                assertThat(reported.error()).hasMessageContaining("item-422");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\": [{\"status\": 200}]}", "{\"other\": []}", "no json", "{\"items\": 5}"})
    void stopsRatherThanGuessWhatBecameOfEachRecord(String reply) {
        try (Delivering delivering = batches("ordering", "partition", "batch.results.pointer", "/items")) {
            delivering.partner.answerAll(Answer.accepted().body("application/json", reply));
            delivering.feed(ORDERS, 2, 2);

            delivering.sink.start(ORDERS);

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("[batch-results]")
                    .hasMessageContaining("batch.results.pointer");
            assertThat(delivering.sink.committed(ORDERS)).isZero();
        }
    }

    @Test
    void readsFromTheReplyWhichRecordsWereNotTaken() {
        try (Delivering delivering = namedFailures()) {
            delivering.partner.answerAll(
                    Answer.accepted().body("application/json", """
                            {"kind": "inserted", "insertErrors": [{"index": 3, "errors": [{"reason": "stopped"}]},
                              {"index": 1, "errors": [{"reason": "invalid"}, {"reason": "stopped"}]},
                              {"index": 1, "errors": [{"reason": "stopped"}]}]}
                            """).times(1));
            delivering.partner.answerAll(Answer.accepted()
                    .body("application/json", "{\"kind\": \"inserted\"}")
                    .times(1));
            delivering.feed(ORDERS, 5, 5);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 5);

            assertThat(delivering.partner.received().stream().map(Lines::of))
                    .containsExactly(List.of("0-0 0", "0-1 1", "0-2 2", "0-3 3", "0-4 4"), List.of("0-3 3"));
            assertThat(delivering.sink.reported()).singleElement().satisfies(reported -> {
                assertThat(reported.record().kafkaOffset()).isEqualTo(1);
                assertThat(reported.error()).hasMessageContaining("item-refused");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"insertErrors\": [{\"index\": 2}]}",
                "{\"insertErrors\": [{\"index\": -1}]}",
                "{\"insertErrors\": [{\"reason\": \"invalid\"}]}",
                "{\"insertErrors\": {\"index\": 0}}",
                "[]",
                "null",
                "no json",
                ""
            })
    void stopsRatherThanGuessWhichRecordsWereNotTaken(String reply) {
        try (Delivering delivering = namedFailures()) {
            delivering.partner.answerAll(Answer.accepted().body("application/json", reply));
            delivering.feed(ORDERS, 2, 2);

            delivering.sink.start(ORDERS);

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("[batch-results]")
                    .hasMessageContaining("batch.results.");
            assertThat(delivering.sink.committed(ORDERS)).isZero();
        }
    }

    /** As BigQuery answers tabledata.insertAll. */
    private static Delivering namedFailures() {
        return batches(
                "ordering",
                "partition",
                "retry.backoff.ms",
                "1",
                "batch.results.pointer",
                "/insertErrors",
                "batch.results.index.pointer",
                "/index",
                "batch.results.status.pointer",
                "/errors/0/reason",
                "batch.results.again",
                "stopped");
    }

    @Test
    void stopsOnAMultiStatusThatNobodySaidHowToRead() {
        try (Delivering delivering = batches("ordering", "partition")) {
            delivering.partner.answerAll(207);
            delivering.feed(ORDERS, 2, 2);

            delivering.sink.start(ORDERS);

            assertThatThrownBy(() -> delivering.sink.turnUntil(() -> false, "a stop"))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("207");
        }
    }

    @Test
    void joinsJsonValuesToAnArray() {
        try (Delivering delivering = new Delivering("batch.max.records", "3", "ordering", "partition")) {
            delivering.partner.orderBy(request -> "all", request -> 0);
            for (int number = 0; number < 4; number++) {
                delivering.sink.feed(ORDERS, "k", "{\"n\": " + number + "}");
            }

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 4);

            assertThat(delivering.partner.accepted().stream().map(ReceivedRequest::text))
                    .containsExactly("[{\"n\": 0},{\"n\": 1},{\"n\": 2}]", "[{\"n\": 3}]");
        }
    }

    @Test
    void splitsABatchWhereTheAddressChanges() {
        try (Delivering delivering = batches("batch.max.records", "10", "ordering", "partition")) {
            delivering.sink.configure(Delivering.settings(
                    delivering.partner.url() + "/{key}",
                    "http.body",
                    "raw",
                    "batch.format",
                    "text",
                    "batch.max.records",
                    "10",
                    "ordering",
                    "partition"));
            for (int number = 0; number < 6; number++) {
                delivering.sink.feed(ORDERS, number < 4 ? "a" : "b", "0-0 " + number);
            }

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 6);

            assertThat(delivering.partner.accepted().stream().map(ReceivedRequest::path))
                    .containsExactly("/a", "/b");
            assertThat(numbers(delivering)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void sendsTheRestOfABatchAnewWhenARebalanceTakesSomeOfIt() {
        TopicPartition other = new TopicPartition("orders", 1);
        try (Delivering delivering = batches(
                "batch.linger.ms", "100", "ordering", "none", "retry.max.attempts", "-1", "commit.drain.ms", "0")) {
            delivering.partner.answerAll(Answer.unavailable());
            delivering.feed(ORDERS, 3, 3);
            delivering.feed(other, 3, 3);
            delivering.sink.start(ORDERS, other);
            delivering.sink.turnUntil(() -> delivering.partner.count() >= 2, "tried twice");

            delivering.sink.revoke(other);
            delivering.partner.clearAnswers();
            delivering.deliverUpTo(ORDERS, 3);

            assertThat(Lines.of(delivering.partner.accepted())).containsExactlyInAnyOrder("0-0 0", "0-1 1", "0-2 2");
            assertThat(delivering.sink.committed(other)).isZero();
        }
    }

    /** Batches of lines, up to a hundred. */
    private static Delivering batches(String... settings) {
        String[] all = new String[settings.length + 6];
        System.arraycopy(
                new String[] {"http.body", "raw", "batch.format", "text", "batch.max.records", "100"}, 0, all, 0, 6);
        System.arraycopy(settings, 0, all, 6, settings.length);
        Delivering delivering = new Delivering(all);
        delivering.partner.orderBy(request -> "#" + request.number(), request -> 0);
        return delivering;
    }

    private static List<Long> numbers(Delivering delivering) {
        return Lines.of(delivering.partner.accepted()).stream()
                .map(line -> Long.parseLong(line.split(" ", 2)[1]))
                .toList();
    }
}
