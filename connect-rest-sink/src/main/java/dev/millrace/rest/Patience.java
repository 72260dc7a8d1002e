package dev.millrace.rest;

import dev.millrace.kit.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long one record is tried.
 *
 * @param maxAge since the record was handed over; empty for no limit
 */
record Patience(RetryPolicy policy, Optional<Duration> maxAge) {

    /** Whether a record that failed again is given up. */
    boolean isOver(Delivery delivery, Clock clock) {
        long age = clock.millis() - delivery.accepted().since();
        return !policy.allows(delivery.charged())
                || maxAge.filter(most -> age >= most.toMillis()).isPresent();
    }

    Duration delay(Delivery delivery, Optional<Duration> retryAfter, RandomGenerator random) {
        return policy.delay(delivery.failures(), retryAfter, random);
    }
}
