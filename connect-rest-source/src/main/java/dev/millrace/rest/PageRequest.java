package dev.millrace.rest;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one request asks for.
 *
 * @param window with its times as the API wants them
 * @param page number of the page within its round, from 1
 * @param token what leads to the page: a number, an offset, a cursor or an address; empty for none
 * @param known of the answer that need not come again
 * @param now when the request is made
 * @param given further places and what stands for them, such as {@code parent.id}
 */
record PageRequest(
        String endpoint,
        Window window,
        long page,
        Optional<String> token,
        Optional<Validators> known,
        Instant now,
        Map<String, String> given) {

    PageRequest {
        given = Map.copyOf(given);
    }

    /** The same for the page behind it. */
    PageRequest following(String nextToken) {
        return new PageRequest(endpoint, window, page + 1, Optional.of(nextToken), Optional.empty(), now, Map.of());
    }

    /** The same as what brings about a page: a token of the way within, and places that are filled. */
    PageRequest within(Optional<String> inner, Map<String, String> filled) {
        return new PageRequest(endpoint, window, page, inner, Optional.empty(), now, filled);
    }

    /** The same, reached by another token. */
    PageRequest reachedBy(String other, Map<String, String> filled) {
        return new PageRequest(endpoint, window, page, Optional.of(other), known, now, filled);
    }

    /** Number and endpoint; a token may be payload. */
    @Override
    public String toString() {
        return "page " + page + " of " + endpoint;
    }
}
