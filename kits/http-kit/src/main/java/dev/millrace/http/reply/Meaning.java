package dev.millrace.http.reply;

/** What a reply means for the request. */
public enum Meaning {
    /** The receiver has it. */
    SUCCESS,
    /** The receiver does not have it, and that is as good: it counts as done. */
    IGNORE,
    /** Try the same again, later. */
    RETRY,
    /** The receiver refuses this one for good: set it aside. */
    REJECT,
    /** No request can succeed before a person has changed something. */
    STOP;

    /** Whether nothing is left to do. */
    public boolean isDone() {
        return this == SUCCESS || this == IGNORE;
    }
}
