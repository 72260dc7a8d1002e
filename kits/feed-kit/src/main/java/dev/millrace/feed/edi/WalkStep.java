package dev.millrace.feed.edi;

/** What one call of {@link EdiWalk#next} saw. A closing step is {@linkplain EdiWalk#implied} where the trailer is missing. */
enum WalkStep {
    OPEN_INTERCHANGE,
    OPEN_GROUP,
    OPEN_TRANSACTION,
    DATA,
    CLOSE_TRANSACTION,
    CLOSE_GROUP,
    CLOSE_INTERCHANGE,
    /** A segment outside of all transaction sets. */
    LOOSE,
    JUNK,
    END;

    boolean isOpening() {
        return switch (this) {
            case OPEN_INTERCHANGE, OPEN_GROUP, OPEN_TRANSACTION -> true;
            case DATA, CLOSE_TRANSACTION, CLOSE_GROUP, CLOSE_INTERCHANGE, LOOSE, JUNK, END -> false;
        };
    }

    /** What the step opens or closes. */
    RecordUnit level() {
        return switch (this) {
            case OPEN_INTERCHANGE, CLOSE_INTERCHANGE -> RecordUnit.INTERCHANGE;
            case OPEN_GROUP, CLOSE_GROUP -> RecordUnit.GROUP;
            case OPEN_TRANSACTION, CLOSE_TRANSACTION -> RecordUnit.TRANSACTION;
            case DATA, LOOSE, JUNK, END -> RecordUnit.SEGMENT;
        };
    }
}
