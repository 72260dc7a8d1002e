package dev.millrace.rest;

/** What becomes of a record that no route takes. */
enum Unmatched {
    /** It is set aside: a record that nobody thought of would be lost data. */
    REJECT,
    /** It counts as delivered and nothing is sent. */
    SKIP
}
