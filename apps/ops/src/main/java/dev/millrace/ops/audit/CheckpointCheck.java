package dev.millrace.ops.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the records of a topic with what checkpoints say of them, as they are read. */
final class CheckpointCheck {

    /** One partition: the range that is being read, and those behind it. */
    private static final class Reading {

        private final Deque<Checkpoint.Range> ranges = new ArrayDeque<>();
        private MerkleTree tree = new MerkleTree();
    }

    private final Map<Integer, EvidenceLog.Extent> extents;
    private final Map<Integer, Reading> partitions = new TreeMap<>();
    private final List<CheckpointFinding> findings = new ArrayList<>();
    private long compared;
    private long behind;

    /** @param extents what there is of each partition */
    CheckpointCheck(List<Checkpoint.Range> ranges, Map<Integer, EvidenceLog.Extent> extents) {
        this.extents = Map.copyOf(extents);
        ranges.stream()
                .sorted(Comparator.comparingLong(Checkpoint.Range::from))
                .forEach(range -> partitions
                        .computeIfAbsent(range.partition(), partition -> new Reading())
                        .ranges
                        .add(range));
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
        Reading reading = partitions.get(record.partition());
        if (reading == null) {
            behind++;
            return;
        }
        while (!reading.ranges.isEmpty()
                && record.offset() >= reading.ranges.element().to()) {
            finish(reading);
        }
        Checkpoint.Range range = reading.ranges.peek();
        if (range == null) {
            behind++;
        } else if (record.offset() >= range.from()) {
            reading.tree.add(RecordLeaf.of(record));
            compared++;
        }
    }

    private void finish(Reading reading) {
        Checkpoint.Range range = reading.ranges.remove();
        long read = reading.tree.size();
        String root = HexFormat.of().formatHex(reading.tree.root());
        reading.tree = new MerkleTree();
        if (read == range.records() && root.equals(range.root())) {
            return;
        }
        EvidenceLog.Extent extent = extents.getOrDefault(range.partition(), new EvidenceLog.Extent(0, 0));
        CheckpointFinding.Kind kind;
        if (extent.start() > range.from() && read < range.records()) {
            kind = CheckpointFinding.Kind.EXPIRED;
        } else if (extent.end() < range.to()) {
            kind = CheckpointFinding.Kind.TRUNCATED;
        } else {
            kind = read < range.records() ? CheckpointFinding.Kind.MISSING : CheckpointFinding.Kind.CHANGED;
        }
        findings.add(new CheckpointFinding(
                kind,
                "partition " + range.partition() + ", offsets " + range.from() + " to " + (range.to() - 1) + ": "
                        + range.records() + " records then, " + read + " now"));
    }

    /** What was found, when all is read. */
    List<CheckpointFinding> findings() {
        partitions.values().forEach(reading -> {
            while (!reading.ranges.isEmpty()) {
                finish(reading);
            }
        });
        return List.copyOf(findings);
    }

    /** How many records the checkpoints cover. */
    long compared() {
        return compared;
    }

    /** How many came since the last checkpoint, and are covered by none. */
    long behind() {
        return behind;
    }
}
