package dev.millrace.feed;

/** When the records of a file are handed over. */
public enum Acceptance {
    /** As they are read. */
    STREAMING,
    /** After the whole file was read without a fault. */
    WHOLE
}
