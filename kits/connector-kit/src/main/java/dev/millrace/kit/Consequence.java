package dev.millrace.kit;

/** What a failure leads to; each {@link FailureKind} has exactly one. */
public enum Consequence {
    /** Back off, then try the same thing again. */
    RETRY,
    /** Send the record to the place for records that can't be read or delivered, then go on. */
    SET_ASIDE,
    /** Fetch or read the credentials again, try once more, then {@link #STOP}. */
    REFRESH_CREDENTIALS,
    /** Fail the task, so that its status shows it. */
    STOP
}
