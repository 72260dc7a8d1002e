package dev.millrace.http.limit;

import dev.millrace.http.HttpReply;
import dev.millrace.http.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Keeps to what the receiver says may still be asked, before it has to refuse. While much is left nothing is held; the last
 * tenth is spread over the time that it must last; with nothing left all wait for more. Where a 429 tells how long to wait,
 * that counts (the draft has Retry-After win), for every request. For one thread at a time.
 */
final class RateLimitWatch {

    private static final int SPREAD = 10;
    private static final long SPREAD_WITHOUT_LIMIT = 10;
    private static final long SAME_WINDOW_NANOS = 500_000_000L;
    private static final long MOST_JITTER_NANOS = 1_000_000_000L;
    private static final int TOO_MANY_REQUESTS = 429;

    private final RateLimitFields fields;
    private final Duration longestWait;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    private boolean held;
    private long heldUntil;
    private boolean known;
    private long remaining;
    private long spreadFrom;
    private long resetAt;
    private long jitter;
    private long lastSent;

    RateLimitWatch(
            RateLimitSettings settings,
            Duration longestWait,
            Clock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.fields = new RateLimitFields(settings, clock);
        this.longestWait = longestWait;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** How long the next request has to wait; zero when it may go now. */
    Duration delay() {
        long now = nanoTime.getAsLong();
        if (held && heldUntil - now > 0) {
            return Duration.ofNanos(heldUntil - now);
        }
        held = false;
        if (known && resetAt + jitter - now <= 0) {
            known = false;
        }
        if (!known || remaining > spreadFrom) {
            return Duration.ZERO;
        }
        if (remaining <= 0) {
            return Duration.ofNanos(resetAt + jitter - now);
        }
        long pause = Math.max(0, resetAt - now) / (remaining + 1);
        return Duration.ofNanos(Math.max(0, lastSent + pause - now));
    }

    /** A request goes. */
    void sent() {
        remaining--;
        lastSent = nanoTime.getAsLong();
    }

    /**
     * A reply came.
     *
     * @param inFlight how many others are unanswered, of which the receiver may not have known
     */
    void replied(HttpReply reply, int inFlight) {
        Optional<Duration> told = reply.status() == TOO_MANY_REQUESTS ? RetryAfter.of(reply, clock) : Optional.empty();
        long now = nanoTime.getAsLong();
        if (told.isPresent()) {
            long until = now + shortened(told.get());
            heldUntil = held && heldUntil - until > 0 ? heldUntil : until;
            held = true;
            return;
        }
        Optional<Quota> quota = fields.read(reply);
        if (quota.isEmpty()) {
            return;
        }
        long left = Math.max(0, quota.get().remaining() - inFlight);
        long reset = now + shortened(quota.get().reset());
        boolean sameWindow = known && Math.abs(reset - resetAt) <= SAME_WINDOW_NANOS;
        // Replies overtake each other: within one window the smallest number is the latest.
        remaining = sameWindow ? Math.min(remaining, left) : left;
        if (!sameWindow) {
            resetAt = reset;
            long most = Math.min(MOST_JITTER_NANOS, Math.max(1, (reset - now) / 10));
            jitter = random.nextLong(most);
        }
        spreadFrom = quota.get().limit().isPresent()
                ? Math.max(1, quota.get().limit().getAsLong() / SPREAD)
                : SPREAD_WITHOUT_LIMIT;
        known = true;
    }

    private long shortened(Duration told) {
        return (told.compareTo(longestWait) > 0 ? longestWait : told).toNanos();
    }
}
