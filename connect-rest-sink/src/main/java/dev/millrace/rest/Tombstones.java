package dev.millrace.rest;

/** What becomes of a record without a value. */
enum Tombstones {
    /** It is set aside, as what the receiver can't take: a deletion that nobody notices would be lost data. */
    REJECT,
    /** It counts as delivered and nothing is sent. */
    SKIP
}
