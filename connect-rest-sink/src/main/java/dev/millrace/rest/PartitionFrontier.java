package dev.millrace.rest;

import dev.millrace.kit.DeliveryLedger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is incomplete of one partition, in one assignment of it to this task: a partition that comes back gets a new one,
 * and what the old one left behind can't touch it. Owned by the task's thread; {@link #isOpen} and {@link #oldestSince}
 * are for any, {@link #reach} and {@link #isBehind} as well.
 */
final class PartitionFrontier {

    private static final long NOTHING_COMMITTED = Long.MIN_VALUE;

    /** The last is the one in use; those before wait for what was handed over ahead of a rewind. */
    private final Deque<DeliveryLedger<Long>> ledgers = new ArrayDeque<>();

    private @Nullable DoneBefore doneBefore;
    private long floor = NOTHING_COMMITTED;
    private long highest = Long.MIN_VALUE;
    private volatile boolean open = true;
    private volatile long oldestSince = Long.MAX_VALUE;
    private final AtomicLong reached = new AtomicLong(Long.MIN_VALUE);

    PartitionFrontier() {
        this(null);
    }

    /** @param doneBefore what was done of it in an earlier assignment; null for nothing known */
    PartitionFrontier(@Nullable DoneBefore doneBefore) {
        this.doneBefore = doneBefore;
        ledgers.add(new DeliveryLedger<>());
    }

    /**
     * Takes an offset on. Empty for one that is still on its way or done: the framework rewinds without telling. One below
     * what was told as done is delivered again, for nobody knows why it comes back.
     */
    Optional<DeliveryLedger<Long>.Ticket> handOver(long offset, long now) {
        if (doneBefore != null && offset < doneBefore.from()) {
            // From below what was committed: somebody moved the offsets, or it is another topic of the same name.
            doneBefore = null;
        }
        if (doneBefore != null && doneBefore.contains(offset)) {
            return Optional.empty();
        }
        if (offset <= highest) {
            if (offset >= floor) {
                return Optional.empty();
            }
            ledgers.add(new DeliveryLedger<>());
            floor = offset;
        }
        highest = offset;
        DeliveryLedger<Long>.Ticket ticket = ledgers.getLast().handOver(offset, now);
        oldestSince = Math.min(oldestSince, now);
        return Optional.of(ticket);
    }

    /** The offset to commit: the lowest incomplete one, else the framework's own. */
    long frontier(long current) {
        sweep();
        long frontier = ledgers.stream()
                .flatMap(ledger -> ledger.firstUnsettled().stream())
                .mapToLong(Long::longValue)
                .reduce(current, Math::min);
        floor = Math.max(floor, frontier);
        return frontier;
    }

    /** Forgets what is settled. */
    void sweep() {
        while (ledgers.size() > 1 && ledgers.getFirst().isSettled()) {
            ledgers.removeFirst();
        }
        oldestSince = ledgers.stream()
                .mapToLong(ledger -> ledger.isSettled() ? Long.MAX_VALUE : ledger.oldestSince())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** When the oldest incomplete record was accepted; {@link Long#MAX_VALUE} for none. */
    long oldestSince() {
        return oldestSince;
    }

    /** A record was sent or set aside: whoever reads on from below it does so again. */
    void reach(long offset) {
        reached.accumulateAndGet(offset, Math::max);
    }

    /** Whether a record above this one was sent or set aside before it. */
    boolean isBehind(long offset) {
        return offset < reached.get();
    }

    boolean isOpen() {
        return open;
    }

    /** Ends this assignment; what comes of it later is ignored. Tells what was done beyond the committed offset. */
    Optional<DoneBefore> close() {
        // Looked up first: what is still wanted is settled only when it is done, what is not is dropped.
        Set<Long> incomplete = new HashSet<>(ledgers.getLast().unsettled());
        open = false;
        return ledgers.size() > 1 || floor == NOTHING_COMMITTED || highest < floor
                ? Optional.empty()
                : Optional.of(new DoneBefore(floor, highest, incomplete));
    }

    /**
     * What an earlier assignment completed beyond its committed offset, behind a record that was not complete.
     *
     * @param from the offset that was committed
     * @param to the last offset that was taken on
     * @param except what was incomplete of these
     */
    record DoneBefore(long from, long to, Set<Long> except) {
        boolean contains(long offset) {
            return offset >= from && offset <= to && !except.contains(offset);
        }
    }
}
