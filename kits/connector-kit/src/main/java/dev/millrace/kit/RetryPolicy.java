package dev.millrace.kit;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: exponential back-off with full jitter, so that many clients that failed together
 * do not come back together.
 *
 * @param base upper bound of the first wait, at least a millisecond; doubled with each attempt
 * @param cap no wait of our own choice is longer; at most a year
 * @param maxAttempts how often a thing is tried in all; {@link #FOR_EVER} for no limit
 */
public record RetryPolicy(Duration base, Duration cap, int maxAttempts) {

    public static final int FOR_EVER = -1;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    public RetryPolicy {
        if (base.compareTo(SHORTEST) < 0 || cap.compareTo(base) < 0 || cap.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a back-off needs " + SHORTEST + " <= base <= cap <= " + LONGEST + ", not " + base + " and " + cap);
        }
        if (maxAttempts != FOR_EVER && maxAttempts < 1) {
            throw new IllegalArgumentException("at least one attempt, not " + maxAttempts);
        }
    }

    /** Whether another attempt is allowed after so many failed ones. */
    public boolean allows(int failedAttempts) {
        return maxAttempts == FOR_EVER || failedAttempts < maxAttempts;
    }

    /**
     * The wait after the given number of failed attempts (1 after the first): a random time up to
     * {@code min(cap, base * 2^(failedAttempts - 1))}, and never less than what the partner asked for.
     */
    public Duration delay(int failedAttempts, Optional<Duration> retryAfter, RandomGenerator random) {
        if (failedAttempts < 1) {
            throw new IllegalArgumentException("no attempt has failed yet");
        }
        int doublings = Math.min(failedAttempts - 1, Long.SIZE - 2);
        long ceiling = Math.min(cap.toMillis(), saturatedShift(base.toMillis(), doublings));
        Duration own = Duration.ofMillis(random.nextLong(ceiling + 1));
        return retryAfter.filter(told -> told.compareTo(own) > 0).orElse(own);
    }

    private static long saturatedShift(long value, int by) {
        return value > (Long.MAX_VALUE >> by) ? Long.MAX_VALUE : value << by;
    }
}
