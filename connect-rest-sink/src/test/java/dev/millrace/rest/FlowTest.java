package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.SinkHarness;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FlowTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 5000})
    void deliversWhateverAPollBrings(int maxPollRecords) {
        try (Delivering delivering = new Delivering("queue.max.records", "100")) {
            int records = maxPollRecords == 1 ? 200 : 5000;
            delivering.feed(ORDERS, records, 100);
            delivering.sink.maxPollRecords(maxPollRecords).start(ORDERS);

            delivering.sink.turnUntil(() -> delivering.partner.uniqueCount() == records, "all delivered");
            delivering.deliverUpTo(ORDERS, records);

            assertThat(delivering.partner.duplicates()).isEmpty();
            assertThat(delivering.partner.outOfOrder()).isEmpty();
        }
    }

    @Test
    void holdsNoMoreBytesThanTheMarkAndOnePoll() {
        try (Delivering delivering = new Delivering("queue.max.bytes", "4194304", "max.in.flight", "2")) {
            String megabyte = "x".repeat(1 << 20);
            for (int i = 0; i < 16; i++) {
                delivering.sink.feed(ORDERS, "k" + i, "k" + i + " " + i + megabyte);
            }
            delivering.partner.orderBy(request -> "#" + request.number(), request -> 0);
            delivering.partner.answerAll(Answer.hang());
            delivering.sink.maxPollRecords(1).start(ORDERS);

            delivering.sink.turnUntil(() -> delivering.sink.paused().contains(ORDERS), "paused");
            int held = delivering.sink.put().size();
            delivering.partner.clearAnswers();
            delivering.partner.letGo();
            delivering.deliverUpTo(ORDERS, 16);

            assertThat(held).isEqualTo(4);
            assertThat(delivering.partner.uniqueCount()).isEqualTo(16);
        }
    }

    @Test
    void putReturnsAtOnceWhateverTheReceiverDoes() {
        try (Delivering delivering = new Delivering()) {
            delivering.partner.answerAll(Answer.hang());
            delivering.feed(ORDERS, 5000, 5000);
            delivering.sink.maxPollRecords(5000).start(ORDERS);

            delivering.sink.putAll();

            assertThat(delivering.sink.longestPut()).isLessThan(Duration.ofSeconds(20));
            assertThat(delivering.sink.redeliveries()).isZero();
        }
    }

    @Test
    void asksForACommitByItselfOnceEnoughIsDelivered() {
        try (Delivering delivering = new Delivering("commit.after.records", "20", "commit.after.ms", "3600000")) {
            delivering.feed(ORDERS, 20, 5);
            delivering.sink.start(ORDERS);

            delivering.sink.turnUntil(() -> delivering.sink.committed(ORDERS) == 20, "committed without being asked");

            assertThat(delivering.sink.preCommitFailures()).isEmpty();
        }
    }

    @Test
    void sendsOneAtATimePerPartitionWhenOrderedSo() {
        try (Delivering delivering = new Delivering("ordering", "partition")) {
            delivering.partner.orderBy(request -> "all", Delivering::numberOf);
            delivering.feed(ORDERS, 50, 50);
            delivering.sink.start(ORDERS);

            delivering.deliverUpTo(ORDERS, 50);

            assertThat(delivering.partner.maxInFlight()).isEqualTo(1);
            assertThat(delivering.partner.outOfOrder()).isEmpty();
        }
    }

    @Test
    void sendsRecordsOfOneKeyAtOnceWhenNoOrderIsWanted() throws Exception {
        try (Delivering delivering = new Delivering("ordering", "none", "max.in.flight", "10")) {
            delivering.partner.answerAll(Answer.hang().times(10));
            delivering.feed(ORDERS, 50, 1);
            delivering.sink.start(ORDERS);

            delivering.sink.putAll();
            delivering.partner.awaitInFlight(10, Duration.ofMinutes(1));

            assertThat(delivering.partner.maxInFlight()).isEqualTo(10);
        }
    }

    @Test
    void twoConnectorsInOneWorkerDoNotDisturbEachOther() throws JMException {
        try (Delivering one = new Delivering();
                SinkHarness two = ConnectorHarness.sink(
                        RestSinkConnector::new,
                        Delivering.settings(
                                one.partner.url() + "/orders", "name", "other", "idempotency.key", "plain"))) {
            one.partner.orderBy(request -> "#" + request.number(), request -> 0);
            one.feed(ORDERS, 20, 4);
            two.feed(ORDERS, "0-0", "0-0 0");

            one.sink.start(ORDERS);
            two.start(ORDERS);
            one.deliverUpTo(ORDERS, 20);
            two.runUntil(() -> two.committed(ORDERS) == 1, "the other delivered too");

            assertThat(one.partner.uniqueCount()).isEqualTo(21);
            assertThat(figure("deliver", "delivered")).isEqualTo(20);
            assertThat(figure("other", "delivered")).isEqualTo(1);
            assertThat(figure("other", "queued.records")).isZero();
        }
    }

    @Test
    void showsWhatWaitsAndHowLong() throws JMException {
        try (Delivering delivering = new Delivering("retry.max.attempts", "-1")) {
            delivering.partner.answer(request -> Delivering.keyOf(request).equals("0-1"), Answer.unavailable());
            delivering.feed(ORDERS, 9, 3);
            delivering.sink.start(ORDERS);

            delivering.sink.turnUntil(() -> delivered() == 6, "the others delivered");
            delivering.sink.turnUntil(() -> delivering.partner.count() > 10, "some attempts more");

            Map<String, Long> figures = Map.of(
                    "delivered", figure("deliver", "delivered"),
                    "queued.records", figure("deliver", "queued.records"),
                    "breaker", figure("deliver", "breaker"),
                    "set.aside", figure("deliver", "set.aside"));
            assertThat(figures)
                    .containsEntry("delivered", 6L)
                    .containsEntry("queued.records", 3L)
                    .containsEntry("breaker", 0L)
                    .containsEntry("set.aside", 0L);
            assertThat(figure("deliver", "retried")).isGreaterThanOrEqualTo(3);
            assertThat(figure("deliver", "oldest.incomplete.ms")).isPositive();
            assertThat(figure("deliver", "queued.bytes")).isEqualTo(15);
        }
    }

    private static long delivered() {
        try {
            return figure("deliver", "delivered");
        } catch (JMException missing) {
            throw new AssertionError(missing);
        }
    }

    private static long figure(String connector, String name) throws JMException {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("dev.millrace:type=rest-sink,connector=" + connector + ",task=0"), name);
    }
}
