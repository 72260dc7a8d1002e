package dev.millrace.testkit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** What the worker gives a sink task; like the consumer behind it, it refuses calls from other threads. */
final class SinkContext implements SinkTaskContext {
    private final Map<String, String> config;
    private final SinkTopics topics;
    private final @Nullable ErrantRecordReporter reporter;
    private final WorkerThread thread;
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Map<TopicPartition, Long> rewinds = new HashMap<>();
    private long timeout = -1;
    private boolean commitRequested;

    SinkContext(
            Map<String, String> config,
            SinkTopics topics,
            @Nullable ErrantRecordReporter reporter,
            WorkerThread thread) {
        this.config = config;
        this.topics = topics;
        this.reporter = reporter;
        this.thread = thread;
    }

    @Override
    public Map<String, String> configs() {
        return config;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        onTaskThread();
        rewinds.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        offset(Map.of(partition, offset));
    }

    @Override
    public void timeout(long timeoutMs) {
        onTaskThread();
        timeout = timeoutMs;
    }

    @Override
    public Set<TopicPartition> assignment() {
        onTaskThread();
        return topics.assignment();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        onTaskThread();
        paused.addAll(Arrays.asList(partitions));
        try {
            Arrays.asList(partitions).forEach(topics::pause);
        } catch (IllegalStateException e) {
            throw new IllegalWorkerStateException("a sink may not pause partitions that it does not hold", e);
        }
    }

    @Override
    public void resume(TopicPartition... partitions) {
        onTaskThread();
        Arrays.asList(partitions).forEach(paused::remove);
        try {
            Arrays.asList(partitions).forEach(topics::resume);
        } catch (IllegalStateException e) {
            throw new IllegalWorkerStateException("a sink may not resume partitions that it does not hold", e);
        }
    }

    @Override
    public void requestCommit() {
        onTaskThread();
        commitRequested = true;
    }

    @Override
    @SuppressWarnings("NullAway") // the framework's contract: null without a reporter
    public ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }

    /** The partitions that the task paused; retains the assigned ones only. */
    Set<TopicPartition> paused() {
        paused.retainAll(topics.assignment());
        return Set.copyOf(paused);
    }

    Map<TopicPartition, Long> takeRewinds() {
        Map<TopicPartition, Long> taken = Map.copyOf(rewinds);
        rewinds.clear();
        return taken;
    }

    long takeTimeout() {
        long taken = timeout;
        timeout = -1;
        return taken;
    }

    boolean takeCommitRequest() {
        boolean taken = commitRequested;
        commitRequested = false;
        return taken;
    }

    private void onTaskThread() {
        if (!Thread.currentThread().equals(thread.thread())) {
            throw new IllegalStateException("the context of a sink may be used on the task's thread only, not on "
                    + Thread.currentThread().getName());
        }
    }
}
