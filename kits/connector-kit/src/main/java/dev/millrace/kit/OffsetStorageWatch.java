package dev.millrace.kit;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Judges when the offsets of a source task's records are stored; the framework never says so outright.
 *
 * <ul>
 *   <li>With exactly-once ({@code KIP-618}) {@code commitRecord} comes after the transaction that holds record and offset:
 *       the offset is stored by then. That mode shows itself: a record with metadata is confirmed on the polling thread.
 *   <li>Otherwise the worker refreshes what it may flush between the first and the second {@code poll()} that begin after
 *       the confirmation, and a flush that was already running may predate that: the offset is stored at the second
 *       {@code commit()} after the second of those polls began. A flush that fails calls no {@code commit()}.
 *   <li>A {@code commit()} on the polling thread covers all that was confirmed before it, in both modes: with exactly-once
 *       it ends a transaction, otherwise it is the last one before {@code stop()}.
 *   <li>With exactly-once a batch of which nothing was sent is told by {@code commit()} alone, on the polling thread, maybe
 *       in the middle of the next batch, but never before the batch is done with.
 * </ul>
 *
 * <p>{@link #committed()} and {@link #confirmed()} may come from any thread; the rest belongs to the polling thread.
 */
public final class OffsetStorageWatch {

    /** A point in time behind which a confirmation lies. Ask {@link #isStored} with it at any later poll. */
    public static final class Mark {
        private final long poll;
        private final long commitsOnPoller;
        private OptionalLong commitsAtRefresh = OptionalLong.empty();

        private Mark(long poll, long commitsOnPoller) {
            this.poll = poll;
            this.commitsOnPoller = commitsOnPoller;
        }
    }

    private volatile @Nullable Thread poller;
    private volatile boolean exactlyOnce;
    private volatile long commits;
    private volatile long commitsOnPoller;
    private long commitsOnPollerAtLastPoll;
    private long polls;

    /**
     * A poll begins.
     *
     * @return whether a commit came on the polling thread since the last poll began: then everything handed over before that
     *     last poll and still unsettled was dropped, see {@link DeliveryLedger#polled(boolean)}
     */
    public boolean polled() {
        poller = Thread.currentThread();
        polls++;
        boolean committed = commitsOnPoller > commitsOnPollerAtLastPoll;
        commitsOnPollerAtLastPoll = commitsOnPoller;
        return committed;
    }

    /** The worker called {@code commit()}. */
    public synchronized void committed() {
        commits++;
        if (Thread.currentThread() == poller) {
            commitsOnPoller++;
        }
    }

    /** The worker called {@code commitRecord} with metadata. */
    public void confirmed() {
        if (!exactlyOnce && Thread.currentThread() == poller) {
            exactlyOnce = true;
        }
    }

    /** Marks now: every confirmation seen so far lies behind the mark. */
    public Mark mark() {
        return new Mark(polls, commitsOnPoller);
    }

    /** Whether the offsets of all records confirmed before the mark are stored. */
    public boolean isStored(Mark mark) {
        if (exactlyOnce || commitsOnPoller > mark.commitsOnPoller) {
            return true;
        }
        if (mark.commitsAtRefresh.isEmpty()) {
            if (polls < mark.poll + 2) {
                return false;
            }
            mark.commitsAtRefresh = OptionalLong.of(commits);
        }
        return commits >= mark.commitsAtRefresh.getAsLong() + 2;
    }
}
