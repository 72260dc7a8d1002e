package dev.millrace.feed.plan;

/** Where the bytes are that an OCCURS DEPENDING ON does not use. */
public enum OdoPolicy {
    /** Where they would be: every table has room for its most elements. */
    MAX_SIZE,
    /** Nowhere: what follows a table follows its last element. */
    SHIFT_RECORD,
    /** At the record's end: tables are as long as they are full, records as long as the longest. */
    PAD_RECORD
}
