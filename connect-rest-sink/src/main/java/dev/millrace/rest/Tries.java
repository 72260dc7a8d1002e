package dev.millrace.rest;

import java.time.Instant;
import java.util.Optional;

/**
 * How often a record was sent, and when.
 *
 * @param attempts how many requests it was part of; 0 for one that never left
 */
record Tries(int attempts, Optional<Instant> first, Optional<Instant> last) {

    static final Tries NONE = new Tries(0, Optional.empty(), Optional.empty());

    Tries another(Instant now) {
        return new Tries(attempts + 1, first.isPresent() ? first : Optional.of(now), Optional.of(now));
    }
}
