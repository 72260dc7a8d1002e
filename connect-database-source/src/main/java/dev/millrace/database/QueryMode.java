package dev.millrace.database;

/** How a database is read. */
public enum QueryMode {
    /** All rows, on a schedule. */
    BULK,
    /** Rows of higher ids than before. */
    INCREMENTING,
    /** Rows of later times than before. */
    TIMESTAMP,
    /** Rows of later times than before; an id tells rows of the same time apart. */
    TIMESTAMP_INCREMENTING,
    /** Change tables that triggers fill. */
    CHANGES,
    /** Outbox tables that applications fill. */
    OUTBOX;

    /** Whether tables and queries themselves are asked, as opposed to tables that are filled for us. */
    public boolean isQuery() {
        return this != CHANGES && this != OUTBOX;
    }

    /** Whether rows are asked for by their time. */
    boolean hasTimes() {
        return this == TIMESTAMP || this == TIMESTAMP_INCREMENTING;
    }

    /** Whether rows are asked for by their id. */
    boolean hasIds() {
        return this == INCREMENTING || this == TIMESTAMP_INCREMENTING;
    }
}
