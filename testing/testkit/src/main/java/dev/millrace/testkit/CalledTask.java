package dev.millrace.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** A source task as the worker calls it: what the worker swallows goes to the journal instead. */
final class CalledTask {
    private final SourceTask task;
    private final SourceJournal journal;
    private final AtomicLong brokerOffset = new AtomicLong();

    CalledTask(SourceTask task, SourceJournal journal) {
        this.task = task;
        this.journal = journal;
    }

    /** Polls once; null and a retriable failure are an empty batch. */
    List<SourceRecord> poll() throws InterruptedException {
        long start = System.nanoTime();
        List<SourceRecord> batch = List.of();
        try {
            List<SourceRecord> polled = task.poll();
            batch = polled == null ? List.of() : List.copyOf(polled);
        } catch (RetriableException | org.apache.kafka.common.errors.RetriableException e) {
            journal.swallowed.add(e);
        }
        journal.polled(batch, Duration.ofNanos(System.nanoTime() - start));
        return batch;
    }

    void confirmed(SourceRecord record) {
        TopicPartition partition = new TopicPartition(record.topic(), 0);
        RecordMetadata metadata = new RecordMetadata(partition, brokerOffset.getAndIncrement(), 0, 0L, -1, -1);
        commitRecord(record, metadata);
    }

    void dropped(SourceRecord record) {
        commitRecord(record, null);
    }

    @SuppressWarnings("NullAway") // the framework's contract: null metadata for a dropped record
    private void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        try {
            task.commitRecord(record, metadata);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            journal.swallowed.add(e);
        }
    }

    void commit() {
        try {
            task.commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            journal.swallowed.add(e);
        }
    }

    void stop() {
        try {
            task.stop();
        } catch (RuntimeException e) {
            journal.swallowed.add(e);
        }
    }
}
