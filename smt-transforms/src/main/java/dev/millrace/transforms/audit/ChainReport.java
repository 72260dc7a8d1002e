package dev.millrace.transforms.audit;

import java.util.List;
import java.util.Map;

/**
 * What a verification of chained evidence found.
 *
 * @param chains each chain, in the order of their names
 * @param unchained how many records carry evidence that is in no chain, or none at all
 * @param unreadable how many records carry headers of a chain that can't be read
 */
public record ChainReport(List<Chain> chains, long unchained, long unreadable) {

    public ChainReport {
        chains = List.copyOf(chains);
    }

    /** How a chain stands. */
    public enum Verdict {
        /** Every event from the first on is there, as it was written and in its order; only its end may be cut off. */
        INTACT,
        /**
         * What is there is as it was written, but events are missing: dropped behind the transform, expired, or deleted; or what
         * came late can't be judged.
         */
        GAPS,
        /** Something was changed, added or moved. */
        BROKEN
    }

    /** What is wrong at a place. */
    public enum Kind {
        /** Events are missing in front of it. */
        GAP,
        /** The evidence is not what was hashed. */
        EDITED,
        /** It follows directly on another one, but names the hash of something else. */
        WRONG_PREVIOUS,
        /** Another event has its number, or its place between two that follow on each other. */
        FORKED,
        /** In its log it stands behind a later one. */
        REORDERED,
        /** It came so late that what was read under its number is forgotten: a repetition, or something else. */
        UNJUDGED;

        /** Whether it can only be when somebody changed something. */
        boolean isTampering() {
            return this != GAP && this != UNJUDGED;
        }
    }

    /**
     * Where an event was read.
     *
     * @param log as its reader named it, such as a topic and partition
     * @param offset in the log; {@link #UNTOLD} where the reader told none
     */
    public record Place(String log, long offset) {

        public static final long UNTOLD = -1;

        @Override
        public String toString() {
            return offset == UNTOLD ? log : log + "@" + offset;
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param seq the number of the event at which it shows
     * @param at where that event was read
     */
    public record Finding(Kind kind, long seq, Place at) {}

    /**
     * One chain.
     *
     * @param events how many were read, repetitions not counted
     * @param repeats how many were read again: a producer may write a record twice
     * @param first the smallest number
     * @param last the greatest number; the chain does not tell whether there were greater ones
     * @param lastHash the hash of the last event, to be compared with what was noted elsewhere
     * @param findings the first of each kind
     * @param counts how many there are of each kind, those that are not listed included
     */
    public record Chain(
            String id,
            long events,
            long repeats,
            long first,
            long last,
            String lastHash,
            List<Finding> findings,
            Map<Kind, Long> counts) {

        public Chain {
            findings = List.copyOf(findings);
            counts = Map.copyOf(counts);
        }

        public Verdict verdict() {
            if (counts.keySet().stream().anyMatch(Kind::isTampering)) {
                return Verdict.BROKEN;
            }
            return counts.isEmpty() ? Verdict.INTACT : Verdict.GAPS;
        }
    }

    /** Whether nothing shows that anything was changed, added or moved. */
    public boolean isUnbroken() {
        return unreadable == 0 && chains.stream().noneMatch(chain -> chain.verdict() == Verdict.BROKEN);
    }
}
