package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class AssignmentChangesTest {

    private static final TopicPartition OTHER = new TopicPartition("orders", 1);

    @Test
    void repeatsAfterACrashNothingThatWasCommitted() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(Answer.accepted().after(Duration.ofMillis(20)));
            delivering.feed(ORDERS, 300, 50);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> delivering.partner.acceptedCount() >= 100, "100 delivered");
            delivering.sink.commit();
            long committed = delivering.sink.committed(ORDERS);
            // All of them, when the machine stood still meanwhile.
            int more = Math.min(300, delivering.partner.acceptedCount() + 20);
            delivering.sink.turnUntil(() -> delivering.partner.acceptedCount() >= more, "up to 20 more delivered");

            delivering.sink.crash();
            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 300);

            assertThat(committed).isPositive();
            assertThat(delivering.partner.uniqueCount()).isEqualTo(300);
            assertThat(delivering.partner.duplicates())
                    .hasSizeLessThanOrEqualTo(300 - Math.toIntExact(committed))
                    .doesNotContainAnyElementsOf(keysBelow(delivering, committed));
        }
    }

    @Test
    void repeatsAfterAStopOnlyWhatTheDrainDidNotWaitFor() {
        try (Delivering delivering = new Delivering("max.in.flight", "8", "commit.drain.ms", "4000")) {
            delivering.partner.answerAll(Answer.accepted().after(Duration.ofMillis(100)));
            delivering.feed(ORDERS, 200, 200);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> delivering.partner.acceptedCount() >= 20, "20 delivered");

            delivering.sink.restart(ORDERS);
            delivering.deliverUpTo(ORDERS, 200);

            assertThat(delivering.partner.uniqueCount()).isEqualTo(200);
            assertThat(delivering.partner.duplicates()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "4, false", "4, true"})
    void leavesNothingBehindThatOthersOvertook(int batch, boolean acrossLanes) throws Exception {
        try (Delivering delivering = new Delivering(
                "max.in.flight", "8",
                "commit.drain.ms", "4000",
                "batch.max.records", String.valueOf(batch),
                "batch.across.lanes", String.valueOf(acrossLanes),
                "batch.format", "text")) {
            delivering.partner.orderBy(request -> "#" + request.number(), request -> 0);
            delivering.partner.answer(
                    request -> request.text().startsWith("slow"),
                    Answer.accepted().after(Duration.ofMillis(30)));
            delivering.feed(ORDERS, "slow", 9);
            delivering.sink.feed(OTHER, "other", "other 0");
            delivering.feed(ORDERS, 60, 60);
            delivering.sink.start(ORDERS, OTHER);
            delivering.sink.turnUntil(() -> texts(delivering).contains("0-59 59"), "the others overtook");

            delivering.sink.stop();

            long committed = delivering.sink.committed(ORDERS);
            assertThat(texts(delivering)).doesNotHaveDuplicates().hasSize((int) committed + 1);
            assertThat(committed).isEqualTo(69);
        }
    }

    @Test
    void sendsABatchWithRoomThatWasOvertakenBeforeItStops() {
        try (Delivering delivering = new Delivering(
                "commit.drain.ms", "4000",
                "batch.max.records", "4",
                "batch.linger.ms", "60000",
                "batch.format", "text")) {
            delivering.partner.orderBy(request -> "#" + request.number(), request -> 0);
            delivering.partner.answer(
                    request -> request.text().startsWith("slow"),
                    Answer.accepted().after(Duration.ofMillis(100)));
            delivering.feed(ORDERS, "slow", 5);
            delivering.feed(ORDERS, "quick", 4);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> texts(delivering).contains("quick 3"), "the quick ones overtook");

            delivering.sink.stop();

            assertThat(delivering.sink.committed(ORDERS)).isEqualTo(9);
            assertThat(texts(delivering)).doesNotHaveDuplicates().hasSize(9);
        }
    }

    @Test
    void goesOnSendingThroughACommitItAskedFor() {
        try (Delivering delivering =
                new Delivering("max.in.flight", "8", "commit.after.ms", "50", "commit.drain.ms", "4000")) {
            delivering.partner.answerAll(Answer.accepted().after(Duration.ofMillis(10)));
            delivering.partner.answer(
                    request -> Delivering.keyOf(request).equals("other"),
                    Answer.hang().times(1));
            delivering.sink.feed(OTHER, "other", "other 0");
            delivering.sink.start(ORDERS, OTHER);
            long start = System.nanoTime();

            for (int round = 1; round <= 5; round++) {
                int sum = 100 * round;
                delivering.feed(ORDERS, 100, 100);
                delivering.sink.turnUntil(() -> delivering.sink.committed(ORDERS) == sum, "all but one committed");
            }

            // Each of five commits would have waited for the one that hangs.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void stopsInTimeWhileTheReceiverHangs() throws Exception {
        try (Delivering delivering = new Delivering("commit.drain.ms", "500")) {
            delivering.partner.answerAll(Answer.hang());
            delivering.feed(ORDERS, 5, 5);
            delivering.sink.start(ORDERS);
            delivering.sink.putAll();
            delivering.partner.awaitInFlight(5, Duration.ofMinutes(1));
            long start = System.nanoTime();

            delivering.sink.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(delivering.sink.committed(ORDERS)).isZero();
        }
    }

    @Test
    void deliversOnForThePartitionsItKeepsWhileOthersAreRevokedOnTheWire() throws Exception {
        try (Delivering delivering = new Delivering("commit.drain.ms", "100")) {
            delivering.partner.answer(
                    request -> Delivering.keyOf(request).startsWith("0-"),
                    Answer.hang().times(32));
            delivering.feed(ORDERS, 100, 32);
            delivering.feed(OTHER, 50, 10);
            delivering.sink.start(ORDERS, OTHER);
            delivering.sink.putAll();
            delivering.partner.awaitInFlight(32, Duration.ofMinutes(1));

            delivering.sink.revoke(ORDERS);
            delivering.deliverUpTo(OTHER, 50);
            delivering.sink.assign(ORDERS);
            delivering.deliverUpTo(ORDERS, 100);

            assertThat(delivering.partner.uniqueCount()).isEqualTo(150);
            assertThat(delivering.partner.duplicates()).isEmpty();
            assertThat(delivering.partner.outOfOrder()).isEmpty();
            assertThat(delivering.sink.ignoredOffsets()).isEmpty();
        }
    }

    @Test
    void repeatsNothingThatWasDoneBehindAFailingRecordWhenItsPartitionComesBack() {
        try (Delivering delivering = new Delivering("retry.max.attempts", "-1")) {
            delivering.partner.answer(request -> Delivering.keyOf(request).equals("0-3"), Answer.unavailable());
            delivering.feed(ORDERS, 100, 10);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> delivering.partner.uniqueCount() == 90, "the other keys delivered");

            delivering.sink.revoke(ORDERS);
            delivering.sink.assign(ORDERS);
            delivering.partner.clearAnswers();
            delivering.deliverUpTo(ORDERS, 100);

            assertThat(delivering.partner.uniqueCount()).isEqualTo(100);
            assertThat(delivering.partner.duplicates()).isEmpty();
        }
    }

    @Test
    void pausesPartitionsThatComeWhileItIsPaused() {
        try (Delivering delivering =
                new Delivering("queue.max.records", "50", "max.in.flight", "2", "commit.drain.ms", "0")) {
            delivering.partner.answerAll(Answer.hang());
            delivering.feed(ORDERS, 100, 10);
            delivering.sink.start(ORDERS);
            delivering.sink.turnUntil(() -> delivering.sink.paused().contains(ORDERS), "paused");

            delivering.sink.assign(OTHER);
            delivering.sink.turnUntil(() -> delivering.sink.paused().contains(OTHER), "the new one paused too");
            delivering.partner.clearAnswers();
            delivering.partner.letGo();
            delivering.sink.runUntil(() -> delivering.sink.paused().isEmpty(), "both resumed");

            delivering.deliverUpTo(ORDERS, 100);
            assertThat(delivering.partner.outOfOrder()).isEmpty();
        }
    }

    @Test
    void readsAPartitionThatWentAwayPausedAndComesBackLater() {
        try (Delivering delivering =
                new Delivering("queue.max.records", "50", "max.in.flight", "2", "commit.drain.ms", "0")) {
            delivering.partner.answerAll(Answer.hang());
            delivering.feed(ORDERS, 100, 10);
            delivering.feed(OTHER, 100, 10);
            delivering.sink.start(ORDERS, OTHER);
            delivering.sink.turnUntil(() -> delivering.sink.paused().contains(OTHER), "paused");

            delivering.sink.revoke(OTHER);
            delivering.partner.clearAnswers();
            delivering.partner.letGo();
            delivering.deliverUpTo(ORDERS, 100);
            delivering.sink.turn();
            delivering.sink.assign(OTHER);

            delivering.deliverUpTo(OTHER, 100);
            assertThat(delivering.sink.paused()).isEmpty();
        }
    }

    @Test
    void deliversNothingTwiceAfterARewind() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answer(
                    request -> Delivering.numberOf(request) == 10,
                    Answer.unavailable().times(5));
            delivering.feed(ORDERS, 50, 50);
            delivering.sink.start(ORDERS);
            delivering.sink.putAll();

            delivering.sink.seek(ORDERS, 0);
            delivering.deliverUpTo(ORDERS, 50);

            assertThat(delivering.partner.uniqueCount()).isEqualTo(50);
            assertThat(delivering.partner.duplicates()).isEmpty();
            assertThat(delivering.partner.count()).isEqualTo(55);
        }
    }

    @Test
    void countsTheOffsetsThatTransformsDropped() {
        try (Delivering delivering = new Delivering()) {
            delivering.feed(ORDERS, 3, 3);
            delivering.sink.feedDropped(ORDERS);
            delivering.sink.feedDropped(ORDERS);
            delivering.sink.feedDropped(OTHER);

            delivering.sink.start(ORDERS, OTHER);
            delivering.deliverUpTo(ORDERS, 5);
            delivering.deliverUpTo(OTHER, 1);

            assertThat(delivering.partner.acceptedCount()).isEqualTo(3);
        }
    }

    @Test
    void commitsByTheOriginalTopicWhenATransformChangesIt() {
        try (Delivering delivering = new Delivering()) {
            delivering.feed(ORDERS, 20, 4);
            delivering.sink.transforming(record -> record.newRecord(
                    "elsewhere",
                    9,
                    record.keySchema(),
                    record.key(),
                    record.valueSchema(),
                    record.value(),
                    record.timestamp()));

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 20);

            assertThat(delivering.partner.acceptedCount()).isEqualTo(20);
            assertThat(delivering.sink.ignoredOffsets()).isEmpty();
        }
    }

    private static List<String> texts(Delivering delivering) {
        return delivering.partner.accepted().stream()
                .flatMap(request -> request.text().lines())
                .toList();
    }

    private static List<String> keysBelow(Delivering delivering, long offset) {
        return delivering.sink.put().stream()
                .filter(record -> record.originalKafkaOffset() < offset)
                .map(record -> '"' + IdempotencyKeys.coordinates("deliver", List.of(record)) + '"')
                .toList();
    }
}
