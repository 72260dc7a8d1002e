package dev.millrace.ops.audit;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checkpoints in their order, each judged by its signature and by the one before it. */
final class CheckpointChain {

    private final String topic;
    private final PublicKey key;
    private final List<CheckpointFinding> findings = new ArrayList<>();
    private final List<Checkpoint.Range> ranges = new ArrayList<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private String previous = "";
    private String time = "";
    private long count;

    /** @param topic whose checkpoints count; others are left out */
    CheckpointChain(String topic, PublicKey key) {
        this.topic = topic;
        this.key = key;
    }

    /** Judges checkpoints, and takes what can be trusted of them. */
    CheckpointChain take(List<String> lines) {
        int number = 0;
        for (String line : lines) {
            number++;
            try {
                SignedCheckpoint signed = SignedCheckpoint.parse(line);
                Checkpoint checkpoint = Checkpoint.parse(signed.statement());
                if (checkpoint.topic().equals(topic)) {
                    take(signed, checkpoint, "checkpoint " + number);
                }
            } catch (IllegalArgumentException none) {
                findings.add(new CheckpointFinding(CheckpointFinding.Kind.UNREADABLE, "checkpoint " + number));
            }
        }
        if (count == 0) {
            findings.add(new CheckpointFinding(CheckpointFinding.Kind.NO_CHECKPOINT, "of topic " + topic));
        }
        return this;
    }

    private void take(SignedCheckpoint signed, Checkpoint checkpoint, String where) {
        count++;
        if (!checkpoint.previous().equals(previous)) {
            findings.add(new CheckpointFinding(CheckpointFinding.Kind.NO_CHECKPOINT, "in front of " + where));
        }
        previous = Checkpoint.hash(signed.statement());
        if (!SigningKey.fits(signed, key)) {
            findings.add(new CheckpointFinding(CheckpointFinding.Kind.SIGNATURE, where));
            return;
        }
        time = checkpoint.time();
        for (Checkpoint.Range range : checkpoint.ranges()) {
            ranges.add(range);
            ends.merge(range.partition(), range.to(), Math::max);
        }
    }

    List<CheckpointFinding> findings() {
        return List.copyOf(findings);
    }

    /** What those with a right signature say, in their order. */
    List<Checkpoint.Range> ranges() {
        return List.copyOf(ranges);
    }

    /** Where they end, by partition. */
    Map<Integer, Long> ends() {
        return Map.copyOf(ends);
    }

    /** The hash of the last statement; empty for none. */
    String previous() {
        return previous;
    }

    long count() {
        return count;
    }

    /** When the last one was made; empty for none. */
    String time() {
        return time;
    }
}
