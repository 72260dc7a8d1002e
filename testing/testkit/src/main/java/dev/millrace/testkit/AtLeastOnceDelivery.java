package dev.millrace.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Delivery without transactions, as {@code WorkerSourceTask} and {@code SubmittedRecords} of connect-runtime 4.3.1 do
 * it: per source partition the acknowledged head of what was sent is taken over before each poll, and stored by a later
 * commit on another thread.
 */
final class AtLeastOnceDelivery implements Delivery {
    private final CalledTask task;
    private final StoredOffsets offsets;
    private final SourceJournal journal;
    private final BooleanSupplier holding;
    private final WorkerThread producer;
    private final WorkerThread committer;

    private final Map<@Nullable Map<String, ?>, Deque<Submitted>> submitted = new LinkedHashMap<>();
    private final List<Submitted> unconfirmed = new ArrayList<>();
    private Map<@Nullable Map<String, ?>, @Nullable Map<String, ?>> committable = new HashMap<>();

    AtLeastOnceDelivery(
            CalledTask task,
            StoredOffsets offsets,
            SourceJournal journal,
            BooleanSupplier holding,
            WorkerThread producer,
            WorkerThread committer) {
        this.task = task;
        this.offsets = offsets;
        this.journal = journal;
        this.holding = holding;
        this.producer = producer;
        this.committer = committer;
    }

    private static final class Submitted {
        private final SourceRecord record;
        private boolean acknowledged;

        private Submitted(SourceRecord record) {
            this.record = record;
        }
    }

    @Override
    public synchronized void beginIteration() {
        submitted.forEach((partition, queue) -> {
            Submitted head = queue.peek();
            while (head != null && head.acknowledged) {
                committable.put(partition, head.record.sourceOffset());
                queue.remove();
                head = queue.peek();
            }
        });
        submitted.values().removeIf(Deque::isEmpty);
    }

    @Override
    public synchronized void sent(SourceRecord record) {
        Submitted entry = new Submitted(record);
        submitted
                .computeIfAbsent(record.sourcePartition(), partition -> new ArrayDeque<>())
                .add(entry);
        unconfirmed.add(entry);
    }

    @Override
    public void dropped(SourceRecord record) {
        task.dropped(record);
    }

    @Override
    public void batchDispatched() {
        if (!holding.getAsBoolean()) {
            confirm(unconfirmed());
        }
    }

    @Override
    public synchronized List<SourceRecord> unconfirmed() {
        return unconfirmed.stream().map(entry -> entry.record).toList();
    }

    @Override
    public void confirm(List<SourceRecord> records) {
        producer.run(() -> records.forEach(this::acknowledge));
    }

    private void acknowledge(SourceRecord record) {
        Submitted entry = take(record);
        journal.delivered.add(record);
        // The worker calls the task first and marks the record afterwards.
        task.confirmed(record);
        synchronized (this) {
            entry.acknowledged = true;
        }
    }

    private synchronized Submitted take(SourceRecord record) {
        Submitted found = unconfirmed.stream()
                .filter(entry -> Delivery.same(entry.record, record))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the record is not waiting for a confirmation"));
        unconfirmed.remove(found);
        return found;
    }

    @Override
    public Runnable beginCommit() {
        Map<@Nullable Map<String, ?>, @Nullable Map<String, ?>> snapshot = committer.call(this::takeCommittable);
        return () -> committer.run(() -> flush(snapshot));
    }

    private synchronized Map<@Nullable Map<String, ?>, @Nullable Map<String, ?>> takeCommittable() {
        Map<@Nullable Map<String, ?>, @Nullable Map<String, ?>> taken = committable;
        committable = new HashMap<>();
        return taken;
    }

    private void flush(Map<@Nullable Map<String, ?>, @Nullable Map<String, ?>> snapshot) {
        snapshot.forEach(offsets::store);
        task.commit();
    }

    @Override
    public void finish(boolean failed) {
        beginIteration();
        flush(takeCommittable());
    }
}
