package dev.millrace.transforms.audit;

/** What was done with a record where the audit headers are put on. */
public enum AuditAction {
    /** It came from outside. */
    RECEIVE,
    /** It was changed, checked or routed. */
    TRANSFORM,
    /** It is about to go outside; whether it arrived is known later and elsewhere. */
    DELIVER,
    /** It was refused. */
    REJECT,
    /** It was put in storage. */
    ARCHIVE,
    /** It is sent once more. */
    REPLAY,
    /** Something in it was made readable. */
    DECRYPT
}
