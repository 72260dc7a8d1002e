package dev.millrace.feed.edi;

/** What one record holds, in the order of size. */
enum RecordUnit {
    SEGMENT,
    TRANSACTION,
    GROUP,
    INTERCHANGE;

    boolean isLargerThan(RecordUnit other) {
        return compareTo(other) > 0;
    }
}
