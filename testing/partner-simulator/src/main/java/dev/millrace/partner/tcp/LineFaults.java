package dev.millrace.partner.tcp;

import dev.millrace.partner.Bell;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What happens to a partner's bytes on their way out. Switches may be thrown at any time from any thread and hold for all
 * connections of the partner. Thread-safe.
 */
public final class LineFaults {

    private static final long NEVER = Long.MAX_VALUE;

    private final Bell bell = new Bell();
    private volatile boolean singleBytes;
    private volatile boolean silent;
    private volatile int together = 1;
    private volatile Duration pause = Duration.ZERO;
    private long untilCut = NEVER;
    private boolean cutByReset;

    LineFaults() {}

    /** Sends every byte in a segment of its own. */
    public void splitEveryByte(boolean on) {
        singleBytes = on;
    }

    /** Holds frames back until there are so many, then sends them in one write; 1 ends it with the next frame. */
    public void joinFrames(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("frames go out together in ones or more, not in " + count);
        }
        together = count;
    }

    /** Ends the connection, in good order, once so many more bytes have left; the next connection is whole again. */
    public synchronized void cutAfter(long bytes) {
        untilCut = bytes;
        cutByReset = false;
    }

    /** Resets the connection once so many more bytes have left: what the other side did not read yet may be lost to it. */
    public synchronized void resetAfter(long bytes) {
        untilCut = bytes;
        cutByReset = true;
    }

    /** Holds back everything, heartbeats too, until thrown back. */
    public void silence(boolean on) {
        silent = on;
        bell.ring();
    }

    /** Waits this long before every frame; {@link Duration#ZERO} ends it at once. */
    public void pace(Duration beforeEach) {
        pause = beforeEach;
        bell.ring();
    }

    /** How many of so many bytes may leave, and what happens after them. */
    synchronized Passage pass(int bytes) {
        if (untilCut > bytes) {
            untilCut = untilCut == NEVER ? NEVER : untilCut - bytes;
            return new Passage(bytes, Passage.After.GOES_ON);
        }
        Passage last = new Passage((int) untilCut, cutByReset ? Passage.After.RESET : Passage.After.END);
        untilCut = NEVER;
        return last;
    }

    boolean singleBytes() {
        return singleBytes;
    }

    int together() {
        return together;
    }

    /** Whether frames may be sent many at a time without anybody noticing. */
    boolean hurried() {
        return together == 1 && pause.isZero();
    }

    /** Returns when the line lets a frame through, or the connection is gone. */
    void awaitLeave(BooleanSupplier gone) throws InterruptedException {
        Duration hold = pause;
        if (!hold.isZero()) {
            bell.await(() -> gone.getAsBoolean() || !hold.equals(pause), hold);
        }
        bell.await(() -> gone.getAsBoolean() || !silent);
    }

    void changed() {
        bell.ring();
    }
}
