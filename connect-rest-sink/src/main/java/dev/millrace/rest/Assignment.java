package dev.millrace.rest;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The partitions this task has, with what is incomplete of each. Owned by the task's thread. */
final class Assignment {

    private static final int REMEMBERED = 100;

    private final Map<TopicPartition, PartitionFrontier> partitions = new ConcurrentHashMap<>();

    /** Of partitions that were ours: a rebalance often gives them back. The oldest are forgotten. */
    private final Map<TopicPartition, PartitionFrontier.DoneBefore> doneBefore = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TopicPartition, PartitionFrontier.DoneBefore> eldest) {
            return size() > REMEMBERED;
        }
    };

    void open(Collection<TopicPartition> assigned) {
        assigned.forEach(partition -> {
            close(partition);
            partitions.put(partition, new PartitionFrontier(doneBefore.remove(partition)));
        });
    }

    void close(Collection<TopicPartition> revoked) {
        revoked.forEach(this::close);
    }

    private void close(TopicPartition partition) {
        PartitionFrontier closed = partitions.remove(partition);
        if (closed != null) {
            closed.close().ifPresent(done -> doneBefore.put(partition, done));
        }
    }

    /** By the coordinates the record was read from: transforms may have changed its topic (KIP-793). */
    PartitionFrontier partitionOf(SinkRecord record) {
        return partitions.computeIfAbsent(
                new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                any -> new PartitionFrontier());
    }

    /** What to commit. Partitions that are no longer ours are left out: the framework may still name them (KAFKA-19685). */
    Map<TopicPartition, OffsetAndMetadata> frontiers(Map<TopicPartition, OffsetAndMetadata> current) {
        Map<TopicPartition, OffsetAndMetadata> frontiers = new HashMap<>();
        current.forEach((partition, offset) -> {
            PartitionFrontier ours = partitions.get(partition);
            if (ours != null) {
                long frontier = ours.frontier(offset.offset());
                frontiers.put(partition, frontier == offset.offset() ? offset : new OffsetAndMetadata(frontier));
            }
        });
        return frontiers;
    }

    void sweep() {
        partitions.values().forEach(PartitionFrontier::sweep);
    }

    /** The age of the oldest incomplete record in milliseconds, 0 for none; from any thread. */
    long oldestAge(long now) {
        return partitions.values().stream()
                .mapToLong(PartitionFrontier::oldestSince)
                .filter(since -> since != Long.MAX_VALUE)
                .map(since -> Math.max(0, now - since))
                .max()
                .orElse(0);
    }
}
