package dev.millrace.ops.audit;

import dev.millrace.transforms.audit.ChainReport;
import java.util.List;
import java.util.Map;

/**
 * What a verification found; the form of {@code audit verify --json}.
 *
 * @param records how many were read
 * @param events how many of them are events of an audit topic; the others may have evidence in their headers
 * @param unchained how many are in no chain
 * @param unreadable how many have evidence that can't be read
 * @param unreadableAt where the first of them are
 */
record EvidenceReport(
        Verdict verdict,
        long records,
        long events,
        long unchained,
        long unreadable,
        List<String> unreadableAt,
        List<Chain> chains,
        Checkpoints checkpoints) {

    /** How the evidence stands. */
    enum Verdict {
        /** Nothing is missing, nothing was changed; without checkpoints only the end may be cut off. */
        INTACT,
        /** Records are missing or expired; what is there is as it was written. */
        GAPS,
        /** Something was changed, added, moved or cut off. */
        BROKEN,
        /** There is no evidence in a chain, so nothing was shown. */
        NOTHING
    }

    /** One chain; the findings of each kind are the first hundred, and the counts those of all. */
    record Chain(
            String id,
            ChainReport.Verdict verdict,
            long events,
            long repeats,
            long first,
            long last,
            String lastHash,
            Map<ChainReport.Kind, Long> counts,
            List<Finding> findings) {

        static Chain of(ChainReport.Chain chain) {
            return new Chain(
                    chain.id(),
                    chain.verdict(),
                    chain.events(),
                    chain.repeats(),
                    chain.first(),
                    chain.last(),
                    chain.lastHash(),
                    chain.counts(),
                    chain.findings().stream()
                            .map(found -> new Finding(found.kind(), found.at().toString(), found.seq()))
                            .toList());
        }
    }

    /** Where something shows: topic, partition and offset, and the number in the chain. */
    record Finding(ChainReport.Kind kind, String at, long seq) {}

    /**
     * The comparison with checkpoints; a count of 0 when there was none.
     *
     * @param time of the last one
     * @param compared how many records they cover
     * @param behind how many came since the last one
     */
    record Checkpoints(long count, String time, long compared, long behind, List<CheckpointFinding> findings) {
        static final Checkpoints NONE = new Checkpoints(0, "", 0, 0, List.of());
    }
}
