package dev.millrace.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The topics and the consumer of one group, in memory: offsets count from zero per partition. */
final class SinkTopics {
    private final Map<TopicPartition, List<Optional<SinkRecord>>> log = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();

    /** One entry of a partition; empty when a transform dropped the record. */
    record Consumed(TopicPartition partition, long offset, Optional<SinkRecord> record) {}

    synchronized long append(TopicPartition partition, Optional<SinkRecord> record) {
        List<Optional<SinkRecord>> entries = log.computeIfAbsent(partition, key -> new ArrayList<>());
        entries.add(record);
        return entries.size() - 1L;
    }

    synchronized List<Consumed> poll(int maximum) {
        List<Consumed> batch = new ArrayList<>();
        for (TopicPartition partition : assignment()) {
            List<Optional<SinkRecord>> entries = log.getOrDefault(partition, List.of());
            long position = positions.getOrDefault(partition, 0L);
            while (!paused.contains(partition) && position < entries.size() && batch.size() < maximum) {
                batch.add(new Consumed(partition, position, entries.get(Math.toIntExact(position))));
                position++;
            }
            positions.put(partition, position);
        }
        return batch;
    }

    synchronized Set<TopicPartition> assignment() {
        return new LinkedHashSet<>(positions.keySet());
    }

    /** Assigns a partition and returns where it is read from: its committed offset, else the beginning. */
    synchronized long assign(TopicPartition partition) {
        long position = committed.getOrDefault(partition, 0L);
        positions.put(partition, position);
        return position;
    }

    synchronized void unassign(TopicPartition partition) {
        positions.remove(partition);
        paused.remove(partition);
    }

    synchronized void unassignAll() {
        positions.clear();
        paused.clear();
    }

    synchronized void seek(TopicPartition partition, long offset) {
        requireAssigned(partition);
        positions.put(partition, offset);
    }

    synchronized void pause(TopicPartition partition) {
        requireAssigned(partition);
        paused.add(partition);
    }

    synchronized void resume(TopicPartition partition) {
        requireAssigned(partition);
        paused.remove(partition);
    }

    private void requireAssigned(TopicPartition partition) {
        if (!positions.containsKey(partition)) {
            throw new IllegalStateException("no current assignment for partition " + partition);
        }
    }

    synchronized void commit(Map<TopicPartition, Long> offsets) {
        committed.putAll(offsets);
    }

    synchronized Map<TopicPartition, Long> committed() {
        return Map.copyOf(committed);
    }

    /** Whether all that was appended to the assigned partitions was read. */
    synchronized boolean readToTheEnd() {
        return positions.entrySet().stream()
                .allMatch(entry -> entry.getValue()
                        >= log.getOrDefault(entry.getKey(), List.of()).size());
    }
}
