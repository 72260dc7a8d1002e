package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SinkHarnessTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final SinkHarness harness = ConnectorHarness.sink(ScriptedSink::new, Map.of());

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void callsATaskInTheWorkersOrder() {
        harness.start(ORDERS);
        ScriptedSink.ScriptedTask task = ScriptedSink.task();
        harness.feed(ORDERS, "k", "a");

        harness.turn();
        harness.turn();
        harness.stop();

        assertThat(task.calls)
                .containsExactly(
                        "start", "open [orders-0]", "put [a]", "put []", "preCommit", "close [orders-0]", "stop");
        assertThat(harness.committed(ORDERS)).isEqualTo(1);
    }

    @Test
    void givesTheSameRecordsAgainAfterARetriableException() {
        harness.start(ORDERS);
        ScriptedSink.ScriptedTask task = ScriptedSink.task();
        AtomicBoolean failing = new AtomicBoolean(true);
        task.put = records -> {
            if (failing.get()) {
                throw new RetriableException("later");
            }
        };
        harness.feed(ORDERS, "k", "a");
        harness.turn();
        harness.feed(ORDERS, "k", "b");
        harness.turn();
        harness.commit();
        long committedMeanwhile = harness.committed(ORDERS);

        failing.set(false);
        harness.turn();
        harness.turn();

        assertThat(committedMeanwhile).isZero();
        assertThat(task.calls).containsSubsequence("put [a]", "put [a]", "put [a]", "put [b]");
        assertThat(harness.redeliveries()).isEqualTo(2);
    }

    @Test
    void commitsBackwardsWhenTheTaskSaysSo() {
        harness.start(ORDERS);
        ScriptedSink.ScriptedTask task = ScriptedSink.task();
        harness.feed(ORDERS, "k", "a");
        harness.feed(ORDERS, "k", "b");
        harness.turn();
        harness.commit();

        task.preCommit = current -> SinkRecords.metadata(Map.of(ORDERS, 1L));
        harness.commit();

        assertThat(harness.commits()).containsExactly(Map.of(ORDERS, 2L), Map.of(ORDERS, 1L));
    }

    @Test
    void ignoresAnOffsetThatWasNotConsumed() {
        harness.start(ORDERS);
        ScriptedSink.task().preCommit = current -> SinkRecords.metadata(Map.of(ORDERS, 9L));
        harness.feed(ORDERS, "k", "a");
        harness.turn();

        harness.commit();

        assertThat(harness.committed(ORDERS)).isZero();
        assertThat(harness.ignoredOffsets()).containsExactly("orders-0@9");
    }

    @Test
    void readsAgainFromTheLastCommitAfterAFailedPreCommit() {
        harness.start(ORDERS);
        ScriptedSink.ScriptedTask task = ScriptedSink.task();
        task.preCommit = current -> {
            throw new ConnectException("not now");
        };
        harness.feed(ORDERS, "k", "a");
        harness.turn();

        harness.commit();
        harness.turn();

        assertThat(task.calls).containsSubsequence("put [a]", "preCommit", "put [a]");
        assertThat(harness.preCommitFailures()).hasSize(1);
    }

    @Test
    void rewindsWhereTheTaskAsksFor() {
        harness.start(ORDERS);
        ScriptedSink.ScriptedTask task = ScriptedSink.task();
        AtomicBoolean once = new AtomicBoolean(true);
        task.put = records -> {
            if (!records.isEmpty() && once.getAndSet(false)) {
                task.context().offset(ORDERS, 1);
            }
        };
        harness.feed(ORDERS, "k", "a");
        harness.feed(ORDERS, "k", "b");

        harness.turn();
        harness.turn();

        assertThat(task.calls).containsSubsequence("put [a, b]", "put [b]");
    }

    @Test
    void endsATaskThatFailsAsTheWorkerDoes() {
        harness.start(ORDERS);
        ScriptedSink.ScriptedTask task = ScriptedSink.task();
        task.put = records -> {
            throw new ConnectException("broken");
        };

        assertThatThrownBy(harness::turn).hasMessage("broken");

        assertThat(task.calls).endsWith("preCommit", "close [orders-0]", "stop");
    }

    @Test
    void refusesTheContextOnOtherThreads() {
        harness.start(ORDERS);
        ScriptedSink.ScriptedTask task = ScriptedSink.task();

        assertThatThrownBy(() -> task.context().pause(ORDERS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the task's thread only");
    }

    @Test
    void keepsTheOriginalCoordinatesThroughATransform() {
        harness.transforming(record -> record.newRecord(
                "renamed",
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp()));
        harness.start(ORDERS);
        harness.feed(ORDERS, "k", "a");

        harness.turn();

        assertThat(harness.put()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("renamed");
            assertThat(record.originalTopic()).isEqualTo("orders");
        });
    }

    @Test
    void namesAReportThatTheWorkerWouldWaitFor() {
        harness.start(ORDERS);
        ScriptedSink.ScriptedTask task = ScriptedSink.task();
        harness.holdReports();
        task.put = records -> records.forEach(record -> report(task, record));
        harness.feed(ORDERS, "k", "a");
        harness.turn();

        assertThatThrownBy(harness::commit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dead letter queue");
        assertThat(harness.reported())
                .singleElement()
                .satisfies(report -> assertThat(report.asDelivered()).isTrue());
    }

    private static void report(ScriptedSink.ScriptedTask task, SinkRecord record) {
        assertThat(task.context().errantRecordReporter().report(record, new ConnectException("bad")))
                .isNotDone();
    }
}
