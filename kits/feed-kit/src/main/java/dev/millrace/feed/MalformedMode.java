package dev.millrace.feed;

/** What a record that can't be read leads to. */
public enum MalformedMode {
    /** It goes to the malformed topic with its coordinates, and reading goes on. */
    QUARANTINE,
    /** It is left out; the event that ends its file lists its coordinates. */
    SKIP,
    /** The task stops in front of it. */
    FAIL
}
