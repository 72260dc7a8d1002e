package dev.millrace.transforms.contract;

/** What becomes of a record that breaks its contract. */
public enum OnViolation {
    /** It fails: a sink's goes to its dead letter queue, a source's stops the task. */
    FAIL,
    /** It goes to {@code quarantine.topic} as it came, with the reasons in its headers; of sources only. */
    ROUTE,
    /** It goes on, with the reasons in its headers. */
    TAG,
    /** It is dropped. */
    DROP
}
