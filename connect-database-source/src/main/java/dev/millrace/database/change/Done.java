package dev.millrace.database.change;

/** What becomes of a row after Kafka has its records. */
public enum Done {
    DELETE,
    /** A column gets the time. */
    MARK,
    KEEP
}
