package dev.millrace.ops.dlq;

/** Is told how far a replay is, and may have it end. */
@FunctionalInterface
public interface ReplayListener {

    /**
     * A transaction is through.
     *
     * @param done offsets of the topic that are behind it
     * @param total offsets of the topic that are asked for
     */
    void advanced(Tally tally, long done, long total);

    /** Whether the replay is to end before its next transaction. */
    default boolean isCancelled() {
        return false;
    }
}
