package dev.millrace.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The errant record reporter of one task with a dead letter queue whose producer the test may hold back or break. */
final class SinkReports implements ErrantRecordReporter {
    private final List<ReportedRecord> reported = new CopyOnWriteArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Set<SinkRecord> delivered = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile boolean holding;

    private record Pending(TopicPartition partition, CompletableFuture<Void> future) {}

    synchronized void delivered(Collection<SinkRecord> batch) {
        delivered.addAll(batch);
    }

    @Override
    public synchronized Future<Void> report(SinkRecord record, Throwable error) {
        reported.add(new ReportedRecord(record, error, delivered.contains(record)));
        CompletableFuture<Void> future = new CompletableFuture<>();
        pending.add(new Pending(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()), future));
        if (!holding) {
            complete();
        }
        return future;
    }

    List<ReportedRecord> all() {
        return List.copyOf(reported);
    }

    void hold() {
        holding = true;
    }

    synchronized void release() {
        holding = false;
        complete();
    }

    synchronized void fail(RuntimeException failure) {
        pending.forEach(report -> report.future().completeExceptionally(failure));
    }

    private void complete() {
        pending.forEach(report -> report.future().complete(null));
        pending.removeIf(report -> !report.future().isCompletedExceptionally());
    }

    /** What the worker does before preCommit: wait, and die of a failed report. */
    synchronized void await(Collection<TopicPartition> partitions) {
        List<Pending> awaited = pending.stream()
                .filter(report -> partitions.contains(report.partition()))
                .toList();
        pending.removeAll(awaited);
        for (Pending report : awaited) {
            if (!report.future().isDone()) {
                pending.addAll(awaited);
                throw new IllegalStateException(
                        "the worker would wait here for the dead letter queue: release the reports first");
            }
            try {
                report.future().get();
            } catch (InterruptedException | ExecutionException e) {
                throw new ConnectException(e);
            }
        }
    }
}
