package dev.millrace.ops.console;

/** What a user of the console may do. */
public enum Role {
    /** Sees everything but the values of records. */
    VIEWER,
    /** Sees values too, and acts: restarts, replays, applies. */
    OPERATOR
}
