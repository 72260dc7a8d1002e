package dev.millrace.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What requests bear. Its text never shows it.
 *
 * @param obtained when it was asked for, so that the way of the answer does not count as its life
 * @param life from then on; empty for one without an end, or of which nothing is known
 */
record VaultToken(String value, Instant obtained, Optional<Duration> life, boolean renewable) {

    boolean isOverAt(Instant now) {
        return life.map(obtained::plus).map(end -> !now.isBefore(end)).orElse(false);
    }

    @Override
    public String toString() {
        return "a token";
    }
}
