package dev.millrace.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Drives a sink task as the worker does, without a broker: records in puts of 500 while nothing is paused, empty puts
 * otherwise, and a commit when the task asks for one, or after 200 ms without. For one thread.
 */
final class SinkDriver implements SinkTaskContext {

    private static final int POLL = 500;
    private static final long COMMIT_NANOS = 200_000_000;

    private final Map<String, String> configuration;
    private final Map<TopicPartition, List<SinkRecord>> input;
    private final Map<TopicPartition, Integer> next = new HashMap<>();
    private boolean paused;
    private boolean commitRequested;

    /** @param records of each partition, their offsets from 0 without gaps */
    SinkDriver(Map<String, String> configuration, List<SinkRecord> records) {
        this.configuration = Map.copyOf(configuration);
        this.input = records.stream()
                .collect(Collectors.groupingBy(record -> new TopicPartition(record.topic(), record.kafkaPartition())));
    }

    /** Runs a task until it committed everything. */
    void run(SinkTask task) {
        task.initialize(this);
        task.start(configuration);
        try {
            task.open(assignment());
            long lastCommit = System.nanoTime();
            while (true) {
                if (commitRequested || System.nanoTime() - lastCommit > COMMIT_NANOS) {
                    lastCommit = System.nanoTime();
                    commitRequested = false;
                    if (isEverything(task.preCommit(current()))) {
                        return;
                    }
                }
                List<SinkRecord> batch = poll();
                task.put(batch);
                if (batch.isEmpty()) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        } finally {
            task.close(assignment());
            task.stop();
        }
    }

    private List<SinkRecord> poll() {
        if (paused) {
            return List.of();
        }
        for (Map.Entry<TopicPartition, List<SinkRecord>> partition : input.entrySet()) {
            int from = next.getOrDefault(partition.getKey(), 0);
            if (from < partition.getValue().size()) {
                int to = Math.min(from + POLL, partition.getValue().size());
                next.put(partition.getKey(), to);
                return partition.getValue().subList(from, to);
            }
        }
        return List.of();
    }

    private Map<TopicPartition, OffsetAndMetadata> current() {
        return next.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())));
    }

    private boolean isEverything(Map<TopicPartition, OffsetAndMetadata> committed) {
        return input.entrySet().stream().allMatch(partition -> {
            OffsetAndMetadata offset = committed.get(partition.getKey());
            return offset != null && offset.offset() == partition.getValue().size();
        });
    }

    @Override
    public Map<String, String> configs() {
        return configuration;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException("nothing rewinds here");
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        throw new UnsupportedOperationException("nothing rewinds here");
    }

    @Override
    public void timeout(long millis) {
        // The next put comes at once.
    }

    @Override
    public Set<TopicPartition> assignment() {
        return input.keySet();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused = Arrays.asList(partitions).containsAll(input.keySet());
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused = false;
    }

    @Override
    public void requestCommit() {
        commitRequested = true;
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return null;
    }
}
