package dev.millrace.feed.plan;

/** What becomes of a field whose bytes are no value of its kind. It is counted in any case. */
public enum CorruptPolicy {
    /** It is null. */
    NULL,
    /** It is null, and named in the array {@code corrupt_fields} of the record. */
    FLAG,
    /** It is null, and its bytes stand in hexadecimal in a field beside it, {@code NAME_raw}. */
    RAW,
    /** The whole record is malformed. */
    RECORD,
    /** The task stops. */
    FAIL
}
