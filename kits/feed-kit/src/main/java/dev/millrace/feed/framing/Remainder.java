package dev.millrace.feed.framing;

/** What becomes of bytes at a stream's end that are no whole record. */
public enum Remainder {
    /** They are a malformed record, and the stream is complete. */
    MALFORMED,
    /** They are read over, with a notice. */
    SKIP,
    /** The stream is broken there. */
    FAIL
}
