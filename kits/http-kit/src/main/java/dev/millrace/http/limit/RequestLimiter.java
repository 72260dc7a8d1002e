package dev.millrace.http.limit;

import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Says when the next request may go: by requests and bytes per second, by what the receiver says may still be asked, and by
 * how many are unanswered. It never blocks; who may not go yet asks again. Each permit ends with exactly one call of
 * {@link #replied}, {@link #lost} or {@link #released}. Thread-safe.
 */
public final class RequestLimiter {

    private static final Duration TICK = Duration.ofMillis(1);

    private final TokenBucket requests;
    private final TokenBucket bytes;
    private final RateLimitWatch watch;
    private final AdaptiveLimit adaptive;
    private final boolean isAdaptive;
    private final int maxInFlight;
    private final LongSupplier nanoTime;
    private int inFlight;
    private long throttled;

    private RequestLimiter(
            LimitSettings settings,
            int maxInFlight,
            Duration longestWait,
            Clock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.requests = new TokenBucket(settings.requests(), nanoTime);
        this.bytes = new TokenBucket((double) settings.bytes(), nanoTime);
        this.watch = new RateLimitWatch(settings.rateLimit(), longestWait, clock, nanoTime, random);
        this.adaptive = new AdaptiveLimit(Math.min(settings.minConcurrency(), maxInFlight), maxInFlight);
        this.isAdaptive = settings.adaptive();
        this.maxInFlight = maxInFlight;
        this.nanoTime = nanoTime;
    }

    /**
     * A limiter with nothing under way.
     *
     * @param maxInFlight how many may be unanswered at most
     * @param longestWait the longest wait that the receiver may ask for
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public static RequestLimiter of(
            LimitSettings settings, int maxInFlight, Duration longestWait, Clock clock, LongSupplier nanoTime) {
        return of(
                settings,
                maxInFlight,
                longestWait,
                clock,
                nanoTime,
                () -> ThreadLocalRandom.current().nextLong());
    }

    static RequestLimiter of(
            LimitSettings settings,
            int maxInFlight,
            Duration longestWait,
            Clock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        return new RequestLimiter(settings, maxInFlight, longestWait, clock, nanoTime, random);
    }

    /**
     * Asks for a permit.
     *
     * @param body of the request, in bytes
     * @return zero: a permit is taken, send now. Otherwise none is taken: ask again after this time. With all permits taken it is
     *     a millisecond, so ask {@link #hasRoom} first and again when an exchange ends.
     */
    public synchronized Duration acquire(long body) {
        if (inFlight >= concurrency()) {
            return TICK;
        }
        Duration wait = longest(watch.delay(), requests.untilNext(), bytes.untilNext());
        if (!wait.isZero()) {
            throttled++;
            return wait.compareTo(TICK) < 0 ? TICK : wait;
        }
        requests.take(1);
        bytes.take((double) body);
        watch.sent();
        inFlight++;
        adaptive.sent(inFlight);
        return Duration.ZERO;
    }

    /** Whether fewer requests are unanswered than may be. */
    public synchronized boolean hasRoom() {
        return inFlight < concurrency();
    }

    /** How many may be unanswered at once, now. */
    public synchronized int concurrency() {
        return isAdaptive ? adaptive.limit() : maxInFlight;
    }

    /** A reply came; its request is no longer under way. */
    public synchronized void replied(HttpReply reply, Duration latency) {
        inFlight--;
        if (reply.status() == 429 || reply.status() == 503) {
            overloaded(latency);
        } else if (reply.status() / 100 != 5) {
            adaptive.succeeded(inFlight);
        }
        watch.replied(reply, inFlight);
    }

    /** No reply came. */
    public synchronized void lost(HttpFault fault, Duration latency) {
        if (fault.stage() == HttpFault.Stage.TIMEOUT) {
            overloaded(latency);
        }
        inFlight--;
    }

    /** Nothing was learned of the request: it was given up. */
    public synchronized void released() {
        inFlight--;
    }

    /** How many are unanswered. */
    public synchronized int inFlight() {
        return inFlight;
    }

    /** How often a request had to wait for a rate, the receiver's or ours. */
    public synchronized long throttled() {
        return throttled;
    }

    /** How long the receiver's own limit holds the next request. */
    public synchronized Duration heldFor() {
        return watch.delay();
    }

    private void overloaded(Duration latency) {
        long now = nanoTime.getAsLong();
        adaptive.overloaded(now - latency.toNanos(), now);
    }

    private static Duration longest(Duration... waits) {
        Duration longest = Duration.ZERO;
        for (Duration wait : waits) {
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        return longest;
    }
}
