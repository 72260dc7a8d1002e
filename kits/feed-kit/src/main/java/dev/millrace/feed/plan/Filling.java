package dev.millrace.feed.plan;

/** One byte all over a field that can mean that it has no value. */
public enum Filling {
    /** 0x00. */
    LOW_VALUES,
    /** The blank of the file's charset. */
    SPACES,
    /** 0xFF. */
    HIGH_VALUES
}
