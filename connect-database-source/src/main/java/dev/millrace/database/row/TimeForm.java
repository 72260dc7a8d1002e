package dev.millrace.database.row;

/** How dates and times are written. */
enum TimeForm {
    /** Connect's types where they hold every digit, Debezium's semantic types where they don't. */
    ADAPTIVE,
    /** Connect's types; what has more digits than they hold can't be read. */
    CONNECT,
    /** ISO 8601 text. */
    ISO
}
