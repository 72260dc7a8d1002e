package dev.millrace.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** One source task from start to stop, called on the threads on which the worker would call it. */
final class SourceTaskRun {
    /**
     * Ten times {@code task.shutdown.graceful.timeout.ms}, after which the worker abandons a task: a machine that stands
     * still for a while must not look like a task that hangs.
     */
    private static final Duration GRACEFUL_STOP = Duration.ofSeconds(50);

    private final WorkerThread polling;
    private final WorkerThread producer;
    private final WorkerThread committer;
    private final CalledTask task;
    private final Delivery delivery;
    private final Predicate<SourceRecord> dropped;
    private boolean ended;

    SourceTaskRun(
            String name,
            SourceTask task,
            DeliveryMode mode,
            StoredOffsets offsets,
            SourceJournal journal,
            BooleanSupplier holding,
            Predicate<SourceRecord> dropped) {
        this.polling = new WorkerThread(name + "-polling");
        this.producer = new WorkerThread(name + "-producer");
        this.committer = new WorkerThread(name + "-committer");
        this.task = new CalledTask(task, journal);
        this.dropped = dropped;
        this.delivery = switch (mode) {
            case AT_LEAST_ONCE -> new AtLeastOnceDelivery(this.task, offsets, journal, holding, producer, committer);
            case EXACTLY_ONCE -> new ExactlyOnceDelivery(this.task, offsets, journal, holding, polling);
        };
    }

    void start(SourceTask started, Map<String, String> config, StoredOffsets offsets) {
        try {
            polling.run(() -> {
                started.initialize(new TaskContext(config, offsets));
                started.start(config);
            });
        } catch (RuntimeException e) {
            end(true, true);
            throw e;
        }
    }

    /** One turn of the worker's loop; a task that throws is ended as the worker ends it. */
    List<SourceRecord> turn() {
        if (ended) {
            throw new IllegalStateException("the task has ended: restart the harness");
        }
        try {
            return polling.call(this::pollAndSend);
        } catch (RuntimeException e) {
            end(true, true);
            throw e;
        }
    }

    private List<SourceRecord> pollAndSend() throws InterruptedException {
        delivery.beginIteration();
        List<SourceRecord> batch = task.poll();
        for (SourceRecord record : batch) {
            if (dropped.test(record)) {
                delivery.dropped(record);
            } else {
                delivery.sent(record);
            }
        }
        delivery.batchDispatched();
        return batch;
    }

    Delivery delivery() {
        return delivery;
    }

    /** A healthy end: last commit, then stop. */
    void stop() {
        end(false, true);
    }

    /** The end of a worker that was killed: nothing more is stored, and what the process held is released. */
    void crash() {
        end(true, false);
    }

    private void end(boolean failed, boolean commits) {
        if (ended) {
            return;
        }
        ended = true;
        polling.run(
                () -> {
                    if (commits) {
                        delivery.finish(failed);
                    }
                    task.stop();
                },
                GRACEFUL_STOP);
        polling.close();
        producer.close();
        committer.close();
    }
}
