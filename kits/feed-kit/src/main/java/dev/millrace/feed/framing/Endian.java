package dev.millrace.feed.framing;

/** The order of the bytes in a descriptor word. */
public enum Endian {
    BIG,
    LITTLE,
    /** As the first records of a stream have it. */
    AUTO
}
