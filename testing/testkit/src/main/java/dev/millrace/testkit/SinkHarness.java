package dev.millrace.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Drives a sink connector with one task through its life without Kafka, call by call as the worker does it: start, open,
 * put (also with nothing, as a heartbeat), preCommit, close, stop, all on one task thread.
 *
 * <p>Topics and committed offsets live in memory and survive {@link #crash()}, {@link #stop()} and {@link #restart}.
 * Nothing runs in the background: {@link #turn()} is one turn of the worker's loop, {@link #commit()} one offset commit.
 * The task's context refuses other threads, as the consumer behind it does.
 *
 * <p>Used by one test thread at a time.
 */
public final class SinkHarness implements AutoCloseable {
    private static final Duration GRACEFUL_STOP = Duration.ofSeconds(30);

    private final Supplier<? extends SinkConnector> connectors;
    private final SinkTopics topics = new SinkTopics();
    private final SinkJournal journal = new SinkJournal();
    private final SinkReports reports = new SinkReports();
    private Map<String, String> config;
    private boolean reporterPresent = true;
    private int maxPollRecords = 500;
    private UnaryOperator<SinkRecord> transform = UnaryOperator.identity();
    private @Nullable Running running;

    private record Running(SinkConnector connector, SinkTaskRun task, WorkerThread thread) {}

    SinkHarness(Supplier<? extends SinkConnector> connectors, Map<String, String> config) {
        this.connectors = connectors;
        this.config = Map.copyOf(config);
    }

    /** From the next start on the context has no errant record reporter, as without a dead letter queue. */
    public SinkHarness withoutReporter() {
        reporterPresent = false;
        return this;
    }

    /** {@code max.poll.records}, from the next start on; 500 by default. */
    public SinkHarness maxPollRecords(int maximum) {
        maxPollRecords = maximum;
        return this;
    }

    /** A transform that changes records, from the next start on; see {@link #feedDropped} for one that drops them. */
    public SinkHarness transforming(UnaryOperator<SinkRecord> changed) {
        transform = changed;
        return this;
    }

    /** Starts a new connector and its task, and assigns these partitions. */
    public SinkHarness start(TopicPartition... partitions) {
        if (running != null) {
            throw new IllegalStateException("already started");
        }
        SinkConnector connector = connectors.get();
        Map<String, String> complete = ConnectorTasks.connectorConfig(connector, config);
        connector.initialize(new ConnectorContexts(new StoredOffsets()));
        connector.start(complete);
        Map<String, String> taskConfig =
                ConnectorTasks.taskConfigs(connector, complete).get(0);
        WorkerThread thread = new WorkerThread("sink-task-0");
        SinkContext context = new SinkContext(taskConfig, topics, reporterPresent ? reports : null, thread);
        SinkTask task = ConnectorTasks.newTask(connector, SinkTask.class);
        SinkTaskRun run = new SinkTaskRun(task, topics, context, reports, journal, transform, maxPollRecords);
        running = new Running(connector, run, thread);
        onTaskThread(run::start);
        if (partitions.length > 0) {
            assign(partitions);
        }
        return this;
    }

    /** Appends a record with text key and value, either of them may be null; returns its offset. */
    public long feed(TopicPartition partition, @Nullable String key, @Nullable String value) {
        return feed(SinkRecords.text(partition, key, value));
    }

    /** Appends a record to its topic and partition; its offset is assigned and returned. */
    public long feed(SinkRecord record) {
        return topics.append(new TopicPartition(record.topic(), record.kafkaPartition()), Optional.of(record));
    }

    /** Appends a record that a transform drops: its offset passes, the task never sees it. */
    public long feedDropped(TopicPartition partition) {
        return topics.append(partition, Optional.empty());
    }

    /** One turn of the worker's loop; what ends the task is thrown after the worker's last commit and stop. */
    public void turn() {
        onTaskThread(running()::turn);
    }

    /** Turns until the condition holds; fails with the description when it does not in time. */
    public void turnUntil(BooleanSupplier condition, String description) {
        Eventually.repeat(this::turn, condition, () -> description);
    }

    /** Turns until all that was fed to the assigned partitions was put, or the time is over. */
    public void putAll() {
        turnUntil(topics::readToTheEnd, "all records handed to put");
        turn();
    }

    /** Turns and commits until the condition holds; fails with the description when it does not in time. */
    public void runUntil(BooleanSupplier condition, String description) {
        turnUntil(
                () -> {
                    commit();
                    return condition.getAsBoolean();
                },
                description);
    }

    /** One offset commit: waits for reports, {@code preCommit}, and the commit of what it returned. */
    public void commit() {
        onTaskThread(running()::commit);
    }

    /** Reads a partition again from an offset without telling the task, as the worker does after a failed commit. */
    public void seek(TopicPartition partition, long offset) {
        onTaskThread(() -> running().seek(partition, offset));
    }

    /** A rebalance gives these partitions to the task. */
    public void assign(TopicPartition... partitions) {
        onTaskThread(() -> running().assign(List.of(partitions)));
    }

    /** A rebalance takes these partitions: {@code preCommit}, {@code close}, commit. */
    public void revoke(TopicPartition... partitions) {
        onTaskThread(() -> running().remove(List.of(partitions), false));
    }

    /** The group has given these partitions to someone else already: {@code close} only. */
    public void lose(TopicPartition... partitions) {
        onTaskThread(() -> running().remove(List.of(partitions), true));
    }

    /** Kills the worker: nothing is committed or closed; what the process held is released by stop. */
    public void crash() {
        end(SinkTaskRun::stop);
    }

    /** Ends as on a shutdown: {@code preCommit} and {@code close} of all partitions, commit, {@code stop}. */
    public void stop() {
        end(SinkTaskRun::end);
    }

    /** Stops what runs, then starts a new connector and reads on from the committed offsets. */
    public SinkHarness restart(TopicPartition... partitions) {
        stop();
        return start(partitions);
    }

    /** The configuration of later starts. */
    public SinkHarness configure(Map<String, String> changed) {
        config = Map.copyOf(changed);
        return this;
    }

    /** From now on reports of errant records stay open until {@link #releaseReports()}. */
    public void holdReports() {
        reports.hold();
    }

    /** The dead letter queue has what was reported. */
    public void releaseReports() {
        reports.release();
    }

    /** The dead letter queue fails for what is reported and held. */
    public void failReports(RuntimeException failure) {
        reports.fail(failure);
    }

    /** What was set aside, in all runs. */
    public List<ReportedRecord> reported() {
        return reports.all();
    }

    /** What {@code put} got, in all runs; a record that was put twice stands here twice. */
    public List<SinkRecord> put() {
        return List.copyOf(journal.put);
    }

    /** The group's committed offsets. */
    public Map<TopicPartition, Long> committed() {
        return topics.committed();
    }

    /** The committed offset of one partition, 0 when there is none. */
    public long committed(TopicPartition partition) {
        return topics.committed().getOrDefault(partition, 0L);
    }

    /** Every commit in order; an offset may go backwards from one to the next. */
    public List<Map<TopicPartition, Long>> commits() {
        return List.copyOf(journal.commits);
    }

    /** The partitions that the task has paused. */
    public Set<TopicPartition> paused() {
        SinkTaskRun task = running();
        return current().thread().call(task::paused);
    }

    /** What {@code preCommit} threw; the worker only logs it and reads the last committed offsets again. */
    public List<Throwable> preCommitFailures() {
        return List.copyOf(journal.preCommitFailures);
    }

    /** Offsets from {@code preCommit} that the worker ignored: not yet consumed, or of partitions not asked for. */
    public List<String> ignoredOffsets() {
        return List.copyOf(journal.ignoredOffsets);
    }

    /** How often {@code put} threw a retriable exception and got the same records again. */
    public int redeliveries() {
        return journal.redeliveries.get();
    }

    /** The longest single put since the last call of this method. */
    public Duration longestPut() {
        return journal.longestPut.getAndSet(Duration.ZERO);
    }

    private Running current() {
        if (running == null) {
            throw new IllegalStateException("the task has ended: restart the harness");
        }
        return running;
    }

    private SinkTaskRun running() {
        return current().task();
    }

    private void onTaskThread(Runnable action) {
        try {
            current().thread().run(action);
        } catch (RuntimeException e) {
            endAfter(e);
            throw e;
        }
    }

    private void endAfter(RuntimeException failure) {
        try {
            stop();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void end(Consumer<SinkTaskRun> ending) {
        Running ended = running;
        running = null;
        if (ended == null) {
            return;
        }
        try {
            ended.thread().run(() -> ending.accept(ended.task()), GRACEFUL_STOP);
        } finally {
            ended.thread().close();
            topics.unassignAll();
            ended.connector().stop();
        }
    }

    @Override
    public void close() {
        crash();
    }
}
