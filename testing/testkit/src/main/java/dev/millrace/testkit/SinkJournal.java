package dev.millrace.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** What happened in all runs of one sink harness. Thread-safe. */
final class SinkJournal {
    final List<SinkRecord> put = new CopyOnWriteArrayList<>();
    final List<Map<TopicPartition, Long>> commits = new CopyOnWriteArrayList<>();
    final List<Throwable> preCommitFailures = new CopyOnWriteArrayList<>();
    final List<String> ignoredOffsets = new CopyOnWriteArrayList<>();
    final AtomicInteger redeliveries = new AtomicInteger();
    final AtomicReference<Duration> longestPut = new AtomicReference<>(Duration.ZERO);

    void put(List<SinkRecord> batch, long nanos) {
        put.addAll(batch);
        longestPut.accumulateAndGet(Duration.ofNanos(nanos), (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    void redelivered() {
        redeliveries.incrementAndGet();
    }

    void preCommitFailed(Throwable failure) {
        preCommitFailures.add(failure);
    }

    void ignoredOffset(TopicPartition partition, long offset) {
        ignoredOffsets.add(partition + "@" + offset);
    }

    void committed(Map<TopicPartition, Long> offsets) {
        commits.add(Map.copyOf(offsets));
    }
}
