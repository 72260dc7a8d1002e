package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.TcpGate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows of the fault table that need no worker. */
@Timeout(120)
class FaultsTest {

    private static final Duration A_MINUTE =
            Duration.ofMillis((long) (60_000 * Double.parseDouble(System.getProperty("millrace.scale", "0.05"))));
    private static final TopicPartition OTHER = new TopicPartition("orders", 1);

    @Test
    void aRebalanceWithThirtyTwoOnTheWireRepeatsOnlyTheseWithTheirKeys() throws Exception {
        try (Delivering delivering = new Delivering("commit.drain.ms", "50")) {
            delivering.feed(ORDERS, 200, 100);
            delivering.partner.answerAll(Answer.hang().times(32));
            delivering.sink.start(ORDERS);
            delivering.sink.putAll();
            delivering.partner.awaitInFlight(32, Duration.ofMinutes(1));
            List<String> onTheWire = delivering.partner.received().stream()
                    .map(ReceivedRequest::text)
                    .toList();

            delivering.sink.revoke(ORDERS);
            delivering.sink.assign(ORDERS);
            delivering.deliverUpTo(ORDERS, 200);

            Map<String, List<ReceivedRequest>> byRecord =
                    delivering.partner.received().stream().collect(Collectors.groupingBy(ReceivedRequest::text));
            assertThat(byRecord).hasSize(200);
            assertThat(byRecord.entrySet().stream()
                            .filter(record -> record.getValue().size() > 1)
                            .map(Map.Entry::getKey))
                    .containsExactlyInAnyOrderElementsOf(onTheWire);
            assertThat(byRecord.values())
                    .allSatisfy(attempts -> assertThat(attempts.stream().map(ReceivedRequest::idempotencyKey))
                            .containsOnly(attempts.get(0).idempotencyKey()));
            assertThat(delivering.partner.outOfOrder()).isEmpty();
        }
    }

    @Test
    void deliversOnWhileTheWorkerIsPaused() {
        try (Delivering delivering = new Delivering("max.in.flight", "2")) {
            delivering.partner.answerAll(Answer.accepted().after(Duration.ofMillis(5)));
            delivering.feed(ORDERS, 60, 60);
            delivering.sink.start(ORDERS);
            delivering.sink.putAll();

            // a paused worker polls on and hands over nothing
            delivering.sink.turnUntil(() -> delivering.partner.acceptedCount() == 60, "all delivered");
            delivering.sink.commit();

            assertThat(delivering.sink.committed(ORDERS)).isEqualTo(60);
            assertThat(delivering.partner.duplicates()).isEmpty();
        }
    }

    @Test
    void offsetsPassWhenATransformFiltersEverything() {
        try (Delivering delivering = new Delivering()) {
            delivering.sink.start(ORDERS);
            for (int dropped = 0; dropped < 100; dropped++) {
                delivering.sink.feedDropped(ORDERS);
            }

            delivering.deliverUpTo(ORDERS, 100);

            assertThat(delivering.partner.count()).isZero();
        }
    }

    @Test
    void gapsOfTransactionsHoldUpNoOffset() {
        try (Delivering delivering = new Delivering()) {
            for (int transaction = 0; transaction < 20; transaction++) {
                delivering.feed(ORDERS, 3, 3);
                // the commit marker takes an offset that nobody sees
                delivering.sink.feedDropped(ORDERS);
            }
            delivering.partner.orderBy(request -> "#" + request.number(), request -> 0);

            delivering.sink.maxPollRecords(7).start(ORDERS);
            delivering.deliverUpTo(ORDERS, 80);

            assertThat(delivering.partner.acceptedCount()).isEqualTo(60);
        }
    }

    @Test
    @Timeout(300)
    void putNeverWaitsForAReceiverThatHangs() {
        try (Delivering delivering = new Delivering(
                "http.request.timeout.ms", "120000", "commit.drain.ms", "100", "queue.max.records", "100")) {
            delivering.partner.answerAll(Answer.hang());
            delivering.feed(ORDERS, 1_000, 1_000);
            delivering.sink.maxPollRecords(50).start(ORDERS);
            long end = System.nanoTime() + A_MINUTE.toNanos();

            while (System.nanoTime() < end) {
                delivering.sink.turn();
            }

            delivering.sink.turnUntil(() -> delivering.partner.inFlight() == 32, "as many on the wire as may be");

            assertThat(delivering.sink.longestPut()).isLessThan(Duration.ofSeconds(5));
            assertThat(delivering.sink.redeliveries()).isZero();
            assertThat(delivering.sink.paused()).contains(ORDERS);
        }
    }

    @Test
    void connectionsThatTheServerClosesCostNothing() throws IOException {
        try (Delivering delivering = new Delivering("max.in.flight", "4");
                TcpGate gate = TcpGate.before("127.0.0.1", delivering.partner.port())) {
            delivering.sink.configure(
                    Delivering.settings("http://127.0.0.1:" + gate.port() + "/orders", "max.in.flight", "4"));
            delivering.sink.start(ORDERS);
            for (int round = 1; round <= 10; round++) {
                delivering.sink.feed(ORDERS, "0-0", "0-0 " + round);
                delivering.sink.feed(ORDERS, "0-1", "0-1 " + round);
                delivering.deliverUpTo(ORDERS, 2L * round);
                // between two requests, as a server does that is tired of waiting
                gate.cut();
            }

            assertThat(delivering.partner.uniqueCount()).isEqualTo(20);
            assertThat(delivering.partner.outOfOrder()).isEmpty();
            assertThat(delivering.sink.reported()).isEmpty();
        }
    }

    @Test
    void aRebalanceTakesAndGivesWhileKeysFail() {
        try (Delivering delivering = new Delivering("retry.max.attempts", "-1", "commit.drain.ms", "20")) {
            delivering.partner.answer(
                    request -> request.number() % 3 == 0, Answer.unavailable().times(200));
            delivering.feed(ORDERS, 300, 30);
            delivering.feed(OTHER, 300, 30);
            delivering.sink.maxPollRecords(20).start(ORDERS, OTHER);

            for (int rebalance = 0; rebalance < 10; rebalance++) {
                delivering.sink.turn();
                delivering.sink.revoke(OTHER);
                delivering.sink.turn();
                delivering.sink.assign(OTHER);
                delivering.sink.turn();
            }
            delivering.deliverUpTo(ORDERS, 300);
            delivering.deliverUpTo(OTHER, 300);

            assertThat(delivering.partner.uniqueCount()).isEqualTo(600);
            assertThat(delivering.sink.ignoredOffsets()).isEmpty();
            assertThat(delivering.sink.preCommitFailures()).isEmpty();
        }
    }
}
