package dev.millrace.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Drives a source connector through its life without Kafka, call by call as the worker does it: connector, task
 * configurations, tasks, poll, confirmations, offset commits, stop.
 *
 * <p>Each task has its own polling thread ({@code initialize}, {@code start}, {@code poll}, {@code stop}). With
 * {@link DeliveryMode#AT_LEAST_ONCE} records are confirmed on a producer thread and {@code commit} runs on a committer
 * thread; with {@link DeliveryMode#EXACTLY_ONCE} all of that happens on the polling thread. Nothing runs in the
 * background: each call of this class does its work and returns, so a test decides the order of events.
 *
 * <p>Confirmations come by themselves after each poll until {@link #holdConfirmations()}. Offsets are stored by
 * {@link #commit()} only: at-least-once stores what was confirmed before the last poll began, contiguously per source
 * partition; exactly-once commits a transaction after each poll, or, while confirmations are held, when the test says
 * so. Stored offsets and journals survive {@link #crash()}, {@link #stop()} and {@link #restart()}.
 *
 * <p>Used by one test thread at a time.
 */
public final class SourceHarness implements AutoCloseable {
    private final Supplier<? extends SourceConnector> connectors;
    private final DeliveryMode mode;
    private final StoredOffsets offsets = new StoredOffsets();
    private final SourceJournal journal = new SourceJournal();
    private final List<SourceTaskRun> tasks = new ArrayList<>();
    private Map<String, String> config;
    private List<Map<String, String>> taskConfigs = List.of();
    private ConnectorContexts context = new ConnectorContexts(offsets);
    private @Nullable SourceConnector connector;
    private volatile boolean holding;
    private volatile Predicate<SourceRecord> dropped = record -> false;

    SourceHarness(Supplier<? extends SourceConnector> connectors, Map<String, String> config, DeliveryMode mode) {
        this.connectors = connectors;
        this.config = Map.copyOf(config);
        this.mode = mode;
    }

    /** Starts a new connector and its tasks; a failure to start is thrown after everything was stopped. */
    public SourceHarness start() {
        if (connector != null) {
            throw new IllegalStateException("already started");
        }
        SourceConnector started = connectors.get();
        connector = started;
        context = new ConnectorContexts(offsets);
        Map<String, String> complete = ConnectorTasks.connectorConfig(started, config);
        try {
            started.initialize(context);
            started.start(complete);
            taskConfigs = ConnectorTasks.taskConfigs(started, complete);
            taskConfigs.forEach(task -> startTask(started, task));
        } catch (RuntimeException e) {
            crash();
            throw e;
        }
        return this;
    }

    private void startTask(SourceConnector started, Map<String, String> taskConfig) {
        SourceTask task = ConnectorTasks.newTask(started, SourceTask.class);
        String name = "source-task-" + tasks.size();
        SourceTaskRun run =
                new SourceTaskRun(name, task, mode, offsets, journal, () -> holding, record -> dropped.test(record));
        tasks.add(run);
        run.start(task, taskConfig, offsets);
    }

    /** One turn of the worker's loop on each task; returns what they handed over, which may be nothing. */
    public List<SourceRecord> poll() {
        List<SourceRecord> batch = new ArrayList<>();
        tasks.forEach(task -> batch.addAll(task.turn()));
        return batch;
    }

    /** Polls until at least so many records were handed over, and returns them. */
    public List<SourceRecord> pollUntil(int count) {
        List<SourceRecord> records = new ArrayList<>();
        Eventually.repeat(
                () -> records.addAll(poll()),
                () -> records.size() >= count,
                () -> count + " records handed over, " + records.size() + " so far");
        return records;
    }

    /** Polls and commits in turn until the condition holds; fails with the description when it does not in time. */
    public void runUntil(BooleanSupplier condition, String description) {
        Eventually.repeat(
                () -> {
                    poll();
                    commit();
                },
                condition,
                () -> description);
    }

    /** Runs one whole offset commit on each task: flush, then {@code commit()}. */
    public void commit() {
        beginCommit().run();
    }

    /**
     * Begins an offset commit: at-least-once takes its snapshot now, as a flush does that is already running while the
     * task goes on. The returned action stores the snapshot and calls {@code commit()}.
     */
    public Runnable beginCommit() {
        List<Runnable> commits =
                tasks.stream().map(task -> task.delivery().beginCommit()).toList();
        return () -> commits.forEach(Runnable::run);
    }

    /** From now on the broker acknowledges nothing until {@link #confirm} or {@link #releaseConfirmations()}. */
    public void holdConfirmations() {
        holding = true;
    }

    /** Acknowledges all that was held back, and from now on each batch when it was sent. */
    public void releaseConfirmations() {
        holding = false;
        confirm(unconfirmed());
    }

    /** What was sent and is not acknowledged, oldest first, per task. */
    public List<SourceRecord> unconfirmed() {
        List<SourceRecord> records = new ArrayList<>();
        tasks.forEach(task -> records.addAll(task.delivery().unconfirmed()));
        return records;
    }

    /**
     * Acknowledges these records in this order. At-least-once calls {@code commitRecord} at once; exactly-once calls it
     * in this order when the transaction is committed.
     */
    public void confirm(List<SourceRecord> records) {
        for (SourceRecord record : records) {
            Delivery owner = tasks.stream()
                    .map(SourceTaskRun::delivery)
                    .filter(delivery ->
                            delivery.unconfirmed().stream().anyMatch(waiting -> Delivery.same(waiting, record)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the record is not waiting for a confirmation"));
            owner.confirm(List.of(record));
        }
    }

    /** Acknowledges all that is held back, the newest first. */
    public void confirmInReverse() {
        List<SourceRecord> reversed = new ArrayList<>(unconfirmed());
        Collections.reverse(reversed);
        confirm(reversed);
    }

    /** From now on drops these records before they are sent, as a transform or {@code errors.tolerance=all} does. */
    public void drop(Predicate<SourceRecord> transform) {
        dropped = transform;
    }

    /** Kills the worker: no last commit, unsent and uncommitted records are gone, resources are released by stop. */
    public void crash() {
        end(SourceTaskRun::crash);
    }

    /** Ends as on a shutdown: last commit, then {@code stop}, both on the polling thread. */
    public void stop() {
        end(SourceTaskRun::stop);
    }

    /** Stops what runs, then starts a new connector on the stored offsets. */
    public SourceHarness restart() {
        stop();
        return start();
    }

    /** Stops what runs, then starts a new connector with this configuration on the stored offsets. */
    public SourceHarness restart(Map<String, String> changed) {
        config = Map.copyOf(changed);
        return restart();
    }

    private void end(Consumer<SourceTaskRun> ending) {
        SourceConnector running = connector;
        connector = null;
        List<SourceTaskRun> ended = List.copyOf(tasks);
        tasks.clear();
        ended.forEach(ending);
        if (running != null) {
            running.stop();
        }
    }

    /** All records that tasks handed over, in all runs. */
    public List<SourceRecord> polled() {
        return List.copyOf(journal.polled);
    }

    /** All records that a consumer sees: acknowledged, and with exactly-once committed, in all runs. */
    public List<SourceRecord> delivered() {
        return List.copyOf(journal.delivered);
    }

    /** The delivered records of one topic. */
    public List<SourceRecord> delivered(String topic) {
        return journal.delivered.stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    /** The offsets topic; a test may fill it before the start. */
    public StoredOffsets offsets() {
        return offsets;
    }

    /** The configurations of the tasks, as the worker passed them. */
    public List<Map<String, String>> taskConfigs() {
        return taskConfigs;
    }

    /** What tasks threw where the worker only logs it: commitRecord, commit, stop, retriable poll failures. */
    public List<Throwable> swallowed() {
        return List.copyOf(journal.swallowed);
    }

    /** The longest single poll since the last call of this method. */
    public Duration longestPoll() {
        return journal.longestPoll.getAndSet(Duration.ZERO);
    }

    /** How often the connector asked for new task configurations since it started. */
    public int reconfigurationRequests() {
        return context.reconfigurations();
    }

    /** The failure that the connector raised through its context, null when there is none. */
    public @Nullable Exception raisedFailure() {
        return context.failure();
    }

    @Override
    public void close() {
        crash();
    }
}
