package dev.millrace.ops.audit;

/**
 * What a comparison with checkpoints found.
 *
 * @param where a checkpoint by its number from 1, or offsets of a partition
 */
record CheckpointFinding(Kind kind, String where) {

    /** What is wrong. */
    enum Kind {
        /** Records that a checkpoint covers are not kept any more, so it can't be compared. */
        EXPIRED,
        /** The log ends in front of where the checkpoint ends. */
        TRUNCATED,
        /** There are fewer records than there were. */
        MISSING,
        /** The records are others, or in another order, or more. */
        CHANGED,
        /** The checkpoint is not signed by the key that is trusted, or was changed since. */
        SIGNATURE,
        /** No checkpoint is there, or one in front of it is not. */
        NO_CHECKPOINT,
        /** It is no checkpoint. */
        UNREADABLE;

        boolean isTampering() {
            return this != EXPIRED;
        }
    }
}
