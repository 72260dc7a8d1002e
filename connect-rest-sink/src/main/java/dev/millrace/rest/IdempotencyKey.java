package dev.millrace.rest;

/** The form of the header by which the receiver tells a repetition from a second request. */
enum IdempotencyKey {
    /** A structured field of type String, as draft-ietf-httpapi-idempotency-key-header-07 has it: quotes belong to it. */
    QUOTED,
    /** Without quotes, as many receivers want it. */
    PLAIN,
    /** Not sent. */
    NONE;

    String write(String key) {
        // RFC 9651 section 4.1.6: a String escapes these two.
        return this == QUOTED ? '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : key;
    }
}
