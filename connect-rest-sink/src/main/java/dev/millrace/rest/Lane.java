package dev.millrace.rest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait for each other, in order; what is on its way is in a {@link Consignment}, of which at most one holds
 * the lane. Owned by the thread of the {@link Traffic}.
 */
final class Lane {

    /** What the lane waits for. */
    enum State {
        /** Its turn. */
        WAITING,
        /** More records for its batch, or the end of the time that is given to them. */
        LINGERING,
        /** The end of the consignment that holds it. */
        TAKEN
    }

    private final Object name;
    private final Deque<Delivery> queue = new ArrayDeque<>();
    private State state = State.TAKEN;
    private long bytes;
    private @Nullable Future<?> timer;

    Lane(Object name) {
        this.name = name;
    }

    Object name() {
        return name;
    }

    State state() {
        return state;
    }

    void add(Delivery delivery) {
        queue.add(delivery);
        bytes += delivery.bytes();
    }

    @Nullable
    Delivery first() {
        return queue.peek();
    }

    /** Whether records above its first went before that. */
    boolean isBehind() {
        Delivery first = queue.peek();
        return first != null && first.accepted().isBehind();
    }

    /** Takes the first record away. */
    Delivery take() {
        Delivery first = queue.remove();
        bytes -= first.bytes();
        return first;
    }

    /** In order; for looking only. */
    Iterable<Delivery> queued() {
        return queue;
    }

    int size() {
        return queue.size();
    }

    long bytes() {
        return bytes;
    }

    void become(State next) {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        state = next;
    }

    /** @param end rings when the time is over */
    void linger(Future<?> end) {
        become(State.LINGERING);
        timer = end;
    }

    /** Lets go of the records whose partition is no longer ours. */
    void keepWanted(Outcomes outcomes) {
        queue.removeIf(delivery -> {
            if (delivery.accepted().isWanted()) {
                return false;
            }
            bytes -= delivery.bytes();
            outcomes.dropped(delivery.accepted(), delivery.bytes());
            return true;
        });
    }
}
