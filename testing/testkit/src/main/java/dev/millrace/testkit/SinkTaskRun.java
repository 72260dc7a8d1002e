package dev.millrace.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** One sink task from start to stop, as {@code WorkerSinkTask} of connect-runtime 4.3.1 drives it; on one thread. */
final class SinkTaskRun {
    private static final long LONGEST_IDLE_MS = 50;

    private final SinkTask task;
    private final SinkTopics topics;
    private final SinkContext context;
    private final SinkReports reports;
    private final SinkJournal journal;
    private final UnaryOperator<SinkRecord> transform;
    private final int maxPollRecords;

    private final List<SinkRecord> batch = new ArrayList<>();
    private final Map<TopicPartition, Long> batchOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> currentOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> lastCommitted = new HashMap<>();
    private boolean pausedForRedelivery;

    SinkTaskRun(
            SinkTask task,
            SinkTopics topics,
            SinkContext context,
            SinkReports reports,
            SinkJournal journal,
            UnaryOperator<SinkRecord> transform,
            int maxPollRecords) {
        this.task = task;
        this.topics = topics;
        this.context = context;
        this.reports = reports;
        this.journal = journal;
        this.transform = transform;
        this.maxPollRecords = maxPollRecords;
    }

    void start() {
        task.initialize(context);
        task.start(context.configs());
    }

    void assign(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            long position = topics.assign(partition);
            lastCommitted.put(partition, position);
            currentOffsets.put(partition, position);
        }
        repauseAfterAssignment();
        task.open(partitions);
        rewind();
    }

    private void repauseAfterAssignment() {
        boolean wasPaused = pausedForRedelivery;
        pausedForRedelivery = wasPaused && !batch.isEmpty();
        if (pausedForRedelivery) {
            topics.assignment().forEach(topics::pause);
        } else if (wasPaused) {
            resumeAll();
        }
        context.paused().forEach(topics::pause);
    }

    void remove(Collection<TopicPartition> partitions, boolean lost) {
        // Partitions leave in a poll, and a commit that was asked for comes before that.
        if (context.takeCommitRequest()) {
            commit();
        }
        if (lost) {
            task.close(partitions);
            batchOffsets.keySet().removeAll(partitions);
            currentOffsets.keySet().removeAll(partitions);
        } else {
            commitOffsets(true, partitions);
        }
        lastCommitted.keySet().removeAll(partitions);
        batch.removeIf(record -> partitions.contains(new TopicPartition(record.topic(), record.kafkaPartition())));
        partitions.forEach(topics::unassign);
    }

    /** One turn: a requested commit, rewinds, poll, put. */
    void turn() {
        if (context.takeCommitRequest()) {
            commit();
        }
        rewind();
        long timeout = context.takeTimeout();
        List<SinkTopics.Consumed> consumed = topics.poll(maxPollRecords);
        if (consumed.isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                    timeout > 0 ? Math.min(timeout, LONGEST_IDLE_MS) : LONGEST_IDLE_MS / 10));
        }
        consumed.forEach(this::convert);
        deliver();
    }

    private void convert(SinkTopics.Consumed consumed) {
        batchOffsets.put(consumed.partition(), consumed.offset() + 1);
        // A consumer makes new instances for what it reads again.
        consumed.record().ifPresent(record -> batch.add(transform.apply(SinkRecords.at(record, consumed.offset()))));
    }

    private void deliver() {
        reports.delivered(batch);
        long start = System.nanoTime();
        try {
            task.put(new ArrayList<>(batch));
        } catch (RetriableException e) {
            journal.redelivered();
            if (!pausedForRedelivery) {
                pausedForRedelivery = true;
                topics.assignment().forEach(topics::pause);
            }
            return;
        } finally {
            journal.put(batch, System.nanoTime() - start);
        }
        currentOffsets.putAll(batchOffsets);
        batchOffsets.clear();
        batch.clear();
        if (pausedForRedelivery) {
            resumeAll();
            pausedForRedelivery = false;
        }
    }

    private void resumeAll() {
        Set<TopicPartition> resumed = new HashSet<>(topics.assignment());
        resumed.removeAll(context.paused());
        resumed.forEach(topics::resume);
    }

    private void rewind() {
        context.takeRewinds().forEach((partition, offset) -> {
            topics.seek(partition, offset);
            lastCommitted.put(partition, offset);
            currentOffsets.put(partition, offset);
        });
    }

    void seek(TopicPartition partition, long offset) {
        topics.seek(partition, offset);
        currentOffsets.put(partition, offset);
    }

    void commit() {
        commitOffsets(false, topics.assignment());
    }

    private void commitOffsets(boolean closing, Collection<TopicPartition> partitions) {
        reports.await(partitions);
        Map<TopicPartition, Long> current = new HashMap<>(currentOffsets);
        current.keySet().retainAll(partitions);
        if (current.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> last = new HashMap<>(lastCommitted);
        last.keySet().retainAll(current.keySet());
        Map<TopicPartition, OffsetAndMetadata> provided;
        try {
            provided = task.preCommit(SinkRecords.metadata(current));
        } catch (RuntimeException e) {
            journal.preCommitFailed(e);
            if (!closing) {
                last.forEach(topics::seek);
                currentOffsets.putAll(last);
            }
            return;
        } finally {
            if (closing) {
                task.close(partitions);
            }
        }
        store(provided, current, last);
    }

    private void store(
            Map<TopicPartition, OffsetAndMetadata> provided,
            Map<TopicPartition, Long> current,
            Map<TopicPartition, Long> last) {
        Map<TopicPartition, Long> committable = new HashMap<>(last);
        provided.forEach((partition, offset) -> {
            long most = current.getOrDefault(partition, -1L);
            if (committable.containsKey(partition) && offset.offset() <= most) {
                committable.put(partition, offset.offset());
            } else {
                journal.ignoredOffset(partition, offset.offset());
            }
        });
        if (!provided.isEmpty() && !committable.equals(last)) {
            topics.commit(committable);
            lastCommitted.putAll(committable);
            journal.committed(committable);
        }
    }

    /** The end of a worker's task, healthy or failed: last commit and close of all partitions, then stop. */
    void end() {
        try {
            commitOffsets(true, Set.copyOf(currentOffsets.keySet()));
        } finally {
            stop();
        }
    }

    void stop() {
        task.stop();
    }

    Set<TopicPartition> paused() {
        return context.paused();
    }
}
