package dev.millrace.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Knows what was handed over, what was settled in any order, the watermark, and whether all is settled. The same type
 * decides when a file may be archived, a webhook answered, a frame acknowledged, and which offset a sink commits.
 *
 * <p>Safe for any thread. A {@link Ticket} is settled without a lock, so that the producer's thread never waits; all else
 * takes one, which one thread alone, the task's, is expected to want often. Memory is bounded by what is unsettled: a
 * settled ticket leaves at the next call, wherever it stands in the order.
 *
 * @param <P> a position, such as a byte offset or a Kafka offset
 */
public final class DeliveryLedger<P> {

    private enum Outcome {
        OPEN,
        CONFIRMED,
        DROPPED
    }

    /** Stands for one thing handed over. The first settlement counts; later ones say false and change nothing. */
    public final class Ticket {
        private final P position;
        private @Nullable P before;
        private final long since;
        private final long number;
        private final AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.OPEN);
        private @Nullable Ticket previous;
        private @Nullable Ticket next;

        private Ticket(P position, @Nullable P before, long since, long number) {
            this.position = position;
            this.before = before;
            this.since = since;
            this.number = number;
        }

        public P position() {
            return position;
        }

        /** The other side has it. */
        public boolean confirm() {
            return settle(Outcome.CONFIRMED);
        }

        /** It will never reach the other side, and that is in order: a transform dropped it. */
        public boolean drop() {
            return settle(Outcome.DROPPED);
        }

        private boolean settle(Outcome as) {
            return outcome.compareAndSet(Outcome.OPEN, as) && settled.add(this);
        }
    }

    private final ConcurrentLinkedQueue<Ticket> settled = new ConcurrentLinkedQueue<>();
    private @Nullable Ticket first;
    private @Nullable Ticket last;
    private @Nullable P lastHandedOver;
    private long handedOver;
    private long handedOverAtLastPoll;
    private long confirmed;
    private long dropped;

    /**
     * Hands over the next thing.
     *
     * @param position behind all positions handed over before
     * @param now in milliseconds of any clock, for {@link #oldestSince()}
     */
    public synchronized Ticket handOver(P position, long now) {
        sweep();
        Ticket ticket = new Ticket(position, lastHandedOver, now, handedOver);
        ticket.previous = last;
        if (last == null) {
            first = ticket;
        } else {
            last.next = ticket;
        }
        last = ticket;
        lastHandedOver = position;
        handedOver++;
        return ticket;
    }

    /** The position up to which everything is settled; empty while the first thing is not. */
    public synchronized Optional<P> watermark() {
        sweep();
        return Optional.ofNullable(first == null ? lastHandedOver : first.before);
    }

    /** The lowest position that is not settled. */
    public synchronized Optional<P> firstUnsettled() {
        sweep();
        return first == null ? Optional.empty() : Optional.of(first.position);
    }

    /** All positions that are not settled, in order. */
    public synchronized List<P> unsettled() {
        sweep();
        List<P> positions = new ArrayList<>();
        for (Ticket ticket = first; ticket != null; ticket = ticket.next) {
            positions.add(ticket.position);
        }
        return positions;
    }

    /** Whether everything handed over so far is settled; true when nothing was. */
    public synchronized boolean isSettled() {
        sweep();
        return first == null;
    }

    /** How many things are handed over and not settled. */
    public synchronized long outstanding() {
        sweep();
        return handedOver - confirmed - dropped;
    }

    /** How many things the other side has. */
    public synchronized long confirmed() {
        sweep();
        return confirmed;
    }

    /** How many things were dropped on the way. */
    public synchronized long dropped() {
        sweep();
        return dropped;
    }

    /**
     * A poll of a source task begins. What was handed over before the last poll, and is open although the worker committed
     * since that poll began, was dropped: the worker asks for the next batch only when it is done with the one before, and
     * that commit covered it. What the last poll itself handed over stays open, for a commit may fall into the middle of a
     * batch (a pause, a boundary that the connector set).
     *
     * @param committed what {@link OffsetStorageWatch#polled()} said of this poll
     */
    public synchronized void polled(boolean committed) {
        if (committed) {
            for (Ticket ticket = first; ticket != null && ticket.number < handedOverAtLastPoll; ticket = ticket.next) {
                ticket.drop();
            }
            sweep();
        }
        handedOverAtLastPoll = handedOver;
    }

    /** When the oldest unsettled thing was handed over, as told then; {@link Long#MAX_VALUE} for none. */
    public synchronized long oldestSince() {
        sweep();
        return first == null ? Long.MAX_VALUE : first.since;
    }

    private void sweep() {
        for (Ticket ticket = settled.poll(); ticket != null; ticket = settled.poll()) {
            unlink(ticket);
            if (ticket.outcome.get() == Outcome.CONFIRMED) {
                confirmed++;
            } else {
                dropped++;
            }
        }
    }

    private void unlink(Ticket ticket) {
        if (ticket.previous == null) {
            first = ticket.next;
        } else {
            ticket.previous.next = ticket.next;
        }
        if (ticket.next == null) {
            last = ticket.previous;
        } else {
            ticket.next.previous = ticket.previous;
        }
        ticket.previous = null;
        ticket.next = null;
        // A position may know its ticket: without this, each would keep all that came before it.
        ticket.before = null;
    }
}
