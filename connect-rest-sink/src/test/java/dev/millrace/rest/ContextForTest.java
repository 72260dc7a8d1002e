package dev.millrace.rest;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A worker that has one partition and does nothing by itself. */
final class ContextForTest implements SinkTaskContext {

    private final Map<String, String> configs;
    private final ErrantRecordReporter reporter;
    private long timeout = -1;
    private boolean paused;

    ContextForTest(Map<String, String> configs, ErrantRecordReporter reporter) {
        this.configs = configs;
        this.reporter = reporter;
    }

    @Override
    public Map<String, String> configs() {
        return configs;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {}

    @Override
    public void offset(TopicPartition partition, long offset) {}

    @Override
    public void timeout(long timeoutMillis) {
        timeout = timeoutMillis;
    }

    /** When the task wants to be called again, as the worker asks before it polls; -1 for any time, which may be a minute. */
    long takeTimeout() {
        long taken = timeout;
        timeout = -1;
        return taken;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of(Delivering.ORDERS);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused = true;
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused = false;
    }

    boolean isPaused() {
        return paused;
    }

    @Override
    public void requestCommit() {}

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }
}
