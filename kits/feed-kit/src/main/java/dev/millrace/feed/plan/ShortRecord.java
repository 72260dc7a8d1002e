package dev.millrace.feed.plan;

/** What a record is that ends before its layout does. */
public enum ShortRecord {
    /** Malformed. */
    MALFORMED,
    /** Complete: what lies behind its end is null, text that is cut is what there is of it, a number that is cut is corrupt. */
    ABSENT
}
