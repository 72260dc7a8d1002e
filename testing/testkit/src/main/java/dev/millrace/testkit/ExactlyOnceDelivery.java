package dev.millrace.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Delivery in transactions, as {@code ExactlyOnceWorkerSourceTask} of connect-runtime 4.3.1 does it: one transaction
 * per poll, or, while confirmations are held back, one that grows until the test commits it
 * ({@code transaction.boundary=interval}).
 */
final class ExactlyOnceDelivery implements Delivery {
    private final CalledTask task;
    private final StoredOffsets offsets;
    private final SourceJournal journal;
    private final BooleanSupplier holding;
    private final WorkerThread polling;

    private final List<SourceRecord> transaction = new ArrayList<>();
    private final List<SourceRecord> unconfirmed = new ArrayList<>();
    private final Map<@Nullable Map<String, ?>, @Nullable Map<String, ?>> written = new LinkedHashMap<>();
    // Keyed by equality as in the worker: equal records get one call.
    private final Map<SourceRecord, Boolean> settled = new LinkedHashMap<>();

    ExactlyOnceDelivery(
            CalledTask task,
            StoredOffsets offsets,
            SourceJournal journal,
            BooleanSupplier holding,
            WorkerThread polling) {
        this.task = task;
        this.offsets = offsets;
        this.journal = journal;
        this.holding = holding;
        this.polling = polling;
    }

    @Override
    public void beginIteration() {
        // The offsets of a transaction are written with its records: nothing to take over.
    }

    @Override
    public synchronized void sent(SourceRecord record) {
        transaction.add(record);
        unconfirmed.add(record);
        written.put(record.sourcePartition(), record.sourceOffset());
    }

    @Override
    public synchronized void dropped(SourceRecord record) {
        settled.put(record, false);
    }

    @Override
    public void batchDispatched() {
        if (!holding.getAsBoolean()) {
            commitTransaction();
        }
    }

    @Override
    public synchronized List<SourceRecord> unconfirmed() {
        return List.copyOf(unconfirmed);
    }

    @Override
    public synchronized void confirm(List<SourceRecord> records) {
        records.forEach(this::acknowledge);
    }

    private void acknowledge(SourceRecord record) {
        if (!unconfirmed.removeIf(waiting -> Delivery.same(waiting, record))) {
            throw new IllegalArgumentException("the record is not waiting for a confirmation");
        }
        settled.put(record, true);
    }

    @Override
    public Runnable beginCommit() {
        return () -> polling.run(this::commitTransaction);
    }

    private synchronized void commitTransaction() {
        if (transaction.isEmpty()) {
            // Dropped records wait for the next transaction that has content.
            task.commit();
            return;
        }
        confirm(unconfirmed());
        written.forEach(offsets::store);
        journal.delivered.addAll(transaction);
        written.clear();
        transaction.clear();
        settled.forEach((record, sent) -> {
            if (sent) {
                task.confirmed(record);
            } else {
                task.dropped(record);
            }
        });
        settled.clear();
        task.commit();
    }

    @Override
    public void finish(boolean failed) {
        if (!failed) {
            commitTransaction();
        }
    }
}
