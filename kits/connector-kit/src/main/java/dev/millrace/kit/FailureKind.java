package dev.millrace.kit;

/**
 * What went wrong, in the only terms that decide what happens next. {@link FailurePolicy} maps each kind to its one
 * consequence.
 */
public enum FailureKind {
    /** A passing fault (connection cut, time-out, 5xx): back off and try the same thing again. */
    TRANSIENT,
    /** The partner asked for patience (429, Retry-After): wait as told, then try again. */
    THROTTLED,
    /** The partner refuses this record for good: set it aside and go on. */
    REJECTED,
    /** We cannot read this record: set it aside and go on. */
    MALFORMED,
    /** The credentials were refused: refresh once, then stop. */
    UNAUTHORIZED,
    /** The configuration cannot work: stop, naming the key. */
    MISCONFIGURED,
    /** A defect of ours: stop with the trace. */
    DEFECT
}
