package dev.millrace.http.limit;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Holds a rate: tokens flow in evenly, up to one second's worth, and whoever comes while there are any may take more than
 * there are. The debt is waited for by those who come later, so what is larger than the bucket passes too. Thread-safe.
 */
public final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double most;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filledAt;

    /** @param perSecond 0 for no limit */
    public TokenBucket(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.most = Math.max(1, perSecond);
        this.nanoTime = nanoTime;
        this.tokens = most;
        this.filledAt = nanoTime.getAsLong();
    }

    /** Takes tokens when there is a whole one; otherwise takes none. */
    public boolean tryTake(double wanted) {
        if (perSecond <= 0) {
            return true;
        }
        synchronized (this) {
            fill();
            if (tokens < 1) {
                return false;
            }
            tokens -= wanted;
            return true;
        }
    }

    /** Takes tokens in any case. */
    public void take(double wanted) {
        if (perSecond <= 0) {
            return;
        }
        synchronized (this) {
            fill();
            tokens -= wanted;
        }
    }

    /** Until there is a whole token again. */
    public Duration untilNext() {
        if (perSecond <= 0) {
            return Duration.ZERO;
        }
        synchronized (this) {
            fill();
            return Duration.ofNanos((long) Math.max(0, (1 - tokens) / perSecond * NANOS));
        }
    }

    private void fill() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(most, tokens + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
    }
}
