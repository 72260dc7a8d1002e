package dev.millrace.rest;

import java.util.Optional;

/**
 * What an answer says of its version, for a conditional request (RFC 9110 section 13).
 *
 * @param request tells the request that it answers from others
 * @param etag as it came
 * @param modified {@code Last-Modified} as it came
 */
record Validators(String request, Optional<String> etag, Optional<String> modified) {

    boolean isEmpty() {
        return etag.isEmpty() && modified.isEmpty();
    }
}
