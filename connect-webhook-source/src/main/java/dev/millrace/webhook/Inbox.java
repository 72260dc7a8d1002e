package dev.millrace.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The events that wait for one task. Any thread puts, the polling thread takes. How much waits is bounded by the route's
 * {@link Memory}.
 */
final class Inbox {

    private final int task;
    private final PollSettings limits;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Event> queue = new ArrayDeque<>();
    private volatile int waiting;
    private volatile long lastPoll;
    private boolean closed;

    Inbox(int task, PollSettings limits, LongSupplier nanos) {
        this.task = task;
        this.limits = limits;
        this.nanos = nanos;
        this.lastPoll = nanos.getAsLong();
    }

    int task() {
        return task;
    }

    int waiting() {
        return waiting;
    }

    /** Whether the worker asked for records within the last so many nanoseconds. */
    boolean isPolled(long within) {
        return nanos.getAsLong() - lastPoll <= within;
    }

    /** Queues an event; false when the task has left. */
    boolean put(Event event) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            queue.add(event);
            waiting = queue.size();
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the events of one poll, which nobody gives up from now on: waits for the first one, then a moment for more.
     *
     * @param waitMillis how long to wait for the first one
     * @param mostEvents how many to take at most; with none the time is waited all the same
     */
    List<Event> take(long waitMillis, int mostEvents) throws InterruptedException {
        List<Event> taken = new ArrayList<>();
        lock.lockInterruptibly();
        try {
            lastPoll = nanos.getAsLong();
            Batch batch = new Batch(taken, mostEvents);
            long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            batch.fill();
            while (taken.isEmpty() && left > 0 && !closed) {
                left = arrived.awaitNanos(left);
                batch.fill();
            }
            left = TimeUnit.MILLISECONDS.toNanos(limits.lingerMillis());
            while (!taken.isEmpty() && !batch.isFull() && left > 0 && !closed) {
                left = arrived.awaitNanos(left);
                batch.fill();
            }
            // What was waited for here is no silence of the worker.
            lastPoll = nanos.getAsLong();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; returns what no task has taken. */
    List<Event> close() {
        lock.lock();
        try {
            closed = true;
            List<Event> left = List.copyOf(queue);
            queue.clear();
            waiting = 0;
            arrived.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** What one poll takes; used under the lock. */
    private final class Batch {
        private final List<Event> taken;
        private long records;
        private long bytes;
        private boolean full;

        private final int mostEvents;

        private Batch(List<Event> taken, int mostEvents) {
            this.taken = taken;
            this.mostEvents = mostEvents;
        }

        /** Takes what waits and fits; an event that is too large for any batch goes alone. */
        private void fill() {
            for (Event next = queue.peek(); next != null && !isFull(); next = queue.peek()) {
                boolean fits =
                        records + next.records().size() <= limits.records() && bytes + next.bytes() <= limits.bytes();
                if (!fits && !taken.isEmpty()) {
                    full = true;
                } else {
                    queue.remove();
                    if (next.handOver()) {
                        taken.add(next);
                        records += next.records().size();
                        bytes += next.bytes();
                    }
                }
            }
            waiting = queue.size();
        }

        private boolean isFull() {
            return full || taken.size() >= mostEvents || records >= limits.records() || bytes >= limits.bytes();
        }
    }
}
