package dev.millrace.feed.framing;

import java.io.IOException;

/** Finds one record after the other. Not thread-safe. */
interface Cutter {

    /**
     * Finds the record, or the fault, that begins at the window's start; at least a byte is there.
     *
     * @param offset how many bytes of records lie before it in the stream
     */
    void cut(Frame frame, long offset) throws IOException;

    /** What a resume needs beside the offset; printable. */
    default String state() {
        return "";
    }

    /** How many bytes must still follow. */
    default long pending() {
        return 0;
    }

    /** They will not come. */
    default void forget() {}

    /** Goes on from a state. */
    default void restore(String state) {
        if (!state.isEmpty()) {
            throw new IllegalArgumentException("not a state of this framing");
        }
    }
}
