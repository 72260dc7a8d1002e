package dev.millrace.legacy.fix;

/** The other side's row of numbers, and what of it was asked for again. */
final class Inbound {

    private static final long ASK_AGAIN_MILLIS = 30_000;
    private static final int ASKS = 3;

    private long next;
    private long askedThrough;
    private long askedFrom;
    private long askedAt;
    private int asks;

    Inbound(long next) {
        this.next = Math.max(1, next);
    }

    /** A connection begins: requests of the one before are void. */
    void begin() {
        askedThrough = 0;
        askedFrom = 0;
        asks = 0;
    }

    long next() {
        return next;
    }

    void moveTo(long number) {
        next = number;
    }

    /** Whether the messages before this one have to be asked for; those of an earlier request are on their way. */
    boolean isToAsk(long number, long now) {
        if (askedThrough >= next) {
            return false;
        }
        ask(number, now);
        return true;
    }

    private void ask(long through, long now) {
        asks = askedFrom == next ? asks + 1 : 1;
        askedFrom = next;
        askedThrough = through;
        askedAt = now;
    }

    /** Whether what was asked for does not come and has to be asked for again. */
    boolean isToAskAgain(long now) {
        if (!isAsking() || now < dueAt() || isGivenUp(now)) {
            return false;
        }
        ask(askedThrough, now);
        return true;
    }

    /** Whether it was asked for often enough. */
    boolean isGivenUp(long now) {
        return isAsking() && now >= dueAt() && askedFrom == next && asks >= ASKS;
    }

    boolean isAsking() {
        return askedThrough >= next;
    }

    long dueAt() {
        return askedAt + ASK_AGAIN_MILLIS;
    }
}
