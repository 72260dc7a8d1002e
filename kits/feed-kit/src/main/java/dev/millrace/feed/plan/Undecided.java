package dev.millrace.feed.plan;

/** What is read of bytes with several meanings when nothing says which one holds. */
public enum Undecided {
    /** All of them; what does not decode in one is null there, and when none decodes, the first is corrupt. */
    ALL,
    /** None. */
    NONE,
    /** The bytes as they are, in a field {@code NAME_raw} of the first meaning. */
    RAW
}
