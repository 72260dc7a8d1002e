package dev.millrace.ops.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Makes the ranges of a checkpoint, in one reading of what came since the former. */
final class CheckpointMaker {

    /** A range that is not at its end. */
    private static final class Growing {

        private long from;
        private final long end;
        private MerkleTree tree = new MerkleTree();

        private Growing(long from, long end) {
            this.from = from;
            this.end = end;
        }
    }

    private final long most;
    private final Map<Integer, Growing> growing = new TreeMap<>();
    private final List<Checkpoint.Range> ranges = new ArrayList<>();

    /** @param most records of a range; a change can be placed as closely as that */
    CheckpointMaker(long most) {
        this.most = most;
    }

    /**
     * Reads a topic.
     *
     * @param from where the former checkpoint ended, by partition
     */
    List<Checkpoint.Range> ranges(EvidenceLog log, String topic, Map<Integer, Long> from) {
        Map<TopicPartition, Long> starts = new TreeMap<>(Comparator.comparing(TopicPartition::toString));
        log.extents().forEach((partition, extent) -> {
            long start = Math.max(extent.start(), from.getOrDefault(partition.partition(), 0L));
            starts.put(partition, start);
            growing.put(partition.partition(), new Growing(start, Math.max(start, extent.end())));
        });
        log.read(starts, record -> {
            Growing range = growing.get(record.partition());
            if (range != null && record.topic().equals(topic)) {
                if (range.tree.size() == most) {
                    finish(record.partition(), range, record.offset());
                }
                range.tree.add(RecordLeaf.of(record));
            }
        });
        growing.forEach((partition, range) -> finish(partition, range, range.end));
        ranges.sort(Comparator.comparingInt(Checkpoint.Range::partition).thenComparingLong(Checkpoint.Range::from));
        return List.copyOf(ranges);
    }

    private void finish(int partition, Growing range, long to) {
        if (to > range.from) {
            ranges.add(new Checkpoint.Range(
                    partition, range.from, to, range.tree.size(), HexFormat.of().formatHex(range.tree.root())));
        }
        range.from = to;
        range.tree = new MerkleTree();
    }
}
