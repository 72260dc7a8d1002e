package dev.millrace.rest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait for each other, in order. At most one is on the wire. Owned by the thread of the {@link Lanes}.
 */
final class Lane {

    /** What the lane waits for. */
    enum State {
        /** Its turn. */
        READY,
        /** The reply to its first record. */
        ON_WIRE,
        /** The time of the next attempt of its first record. */
        PARKED
    }

    private final Deque<Delivery> queue = new ArrayDeque<>();
    private final Object name;
    private State state = State.READY;
    private @Nullable Future<?> pending;

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
    }

    @Nullable
    Delivery first() {
        return queue.peek();
    }

    Deque<Delivery> queue() {
        return queue;
    }

    /** @param future what the new state waits for, so that it can be given up; null for nothing */
    void become(State next, @Nullable Future<?> future) {
        state = next;
        pending = future;
    }

    /** Gives up what it waits for. */
    void giveUp() {
        if (pending != null) {
            pending.cancel(true);
        }
    }
}
