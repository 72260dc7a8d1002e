package dev.millrace.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;

/** What happened in all runs of one harness. Thread-safe. */
final class SourceJournal {
    final List<SourceRecord> polled = new CopyOnWriteArrayList<>();
    final List<SourceRecord> delivered = new CopyOnWriteArrayList<>();
    final List<Throwable> swallowed = new CopyOnWriteArrayList<>();
    final AtomicReference<Duration> longestPoll = new AtomicReference<>(Duration.ZERO);

    void polled(List<SourceRecord> batch, Duration time) {
        polled.addAll(batch);
        longestPoll.accumulateAndGet(time, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
}
