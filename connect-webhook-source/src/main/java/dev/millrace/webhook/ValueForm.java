package dev.millrace.webhook;

/** What a record has for a value. */
enum ValueForm {
    /** The bytes of the body, or of the part. */
    BYTES,
    /** The same as a text. */
    STRING,
    /** What a format reads from it. */
    PARSED
}
