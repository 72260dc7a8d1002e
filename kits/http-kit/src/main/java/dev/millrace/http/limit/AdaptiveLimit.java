package dev.millrace.http.limit;

/**
 * Finds how many requests at once a receiver bears: additive increase, multiplicative decrease, as TCP does (RFC 5681). It
 * doubles in each round until the receiver complains for the first time; from then on it grows by one in each round of good
 * replies, while all of it is used, and loses three tenths when the receiver complains, at most once in a round. For one
 * thread at a time.
 */
final class AdaptiveLimit {

    private static final double DECREASE = 0.7;
    private static final int START = 4;

    private final int least;
    private final int most;
    private double limit;
    private int peak;
    private int replies;
    private boolean searching = true;
    private boolean complained;
    private long complainedAt;

    /**
     * Begins with four.
     *
     * @param least 1 or more
     * @param most not less than least
     */
    AdaptiveLimit(int least, int most) {
        this.least = least;
        this.most = most;
        this.limit = Math.max(least, Math.min(START, most));
    }

    /** How many may be unanswered at once. */
    int limit() {
        return (int) limit;
    }

    /**
     * A request goes.
     *
     * @param inFlight how many are unanswered now, this one included
     */
    void sent(int inFlight) {
        peak = Math.max(peak, inFlight);
    }

    /**
     * A good reply came.
     *
     * @param inFlight how many others are unanswered
     */
    void succeeded(int inFlight) {
        // A limit that is not used proves nothing.
        if (peak * 2 >= limit()) {
            limit = Math.min(most, limit + (searching ? 1 : 1 / limit));
        }
        replies++;
        if (replies >= limit) {
            replies = 0;
            peak = inFlight;
        }
    }

    /**
     * The receiver complained of a request.
     *
     * @param startedAt when the request was sent, in nanoseconds; one sent before the last decrease knows nothing of it
     * @param now in nanoseconds
     */
    void overloaded(long startedAt, long now) {
        if (complained && startedAt - complainedAt < 0) {
            return;
        }
        searching = false;
        complained = true;
        complainedAt = now;
        limit = Math.max(least, limit * DECREASE);
    }
}
