package dev.millrace.rest;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parcels that go one after the other, and the lanes that wait until all of them have arrived or were given up. Most hold one
 * parcel; one that was cut in two holds both halves. Owned by the thread of the {@link Traffic}.
 */
final class Consignment {

    /** What it waits for. */
    enum State {
        /** Its turn. */
        READY,
        /** The reply to its first parcel. */
        ON_WIRE,
        /** The time of the next attempt of its first parcel. */
        PARKED
    }

    private final Destination destination;
    private final List<Lane> lanes;
    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private State state = State.READY;
    private @Nullable Future<?> pending;

    Consignment(Destination destination, List<Lane> lanes, Parcel parcel) {
        this.destination = destination;
        this.lanes = List.copyOf(lanes);
        parcels.add(parcel);
    }

    Destination destination() {
        return destination;
    }

    List<Lane> lanes() {
        return lanes;
    }

    State state() {
        return state;
    }

    /** The parcel that goes next. */
    Parcel first() {
        return parcels.element();
    }

    boolean isDone() {
        return parcels.isEmpty();
    }

    /** What becomes of its first parcel: nothing more to do, or others in its place. */
    void replaceFirst(Collection<Parcel> others) {
        parcels.remove();
        List<Parcel> rest = List.copyOf(parcels);
        parcels.clear();
        parcels.addAll(others);
        parcels.addAll(rest);
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

    /** Lets go of the records that are not kept, parcel by parcel; the parcel on the wire stays as it is. */
    void keepOnly(Predicate<Delivery> kept, Consumer<Delivery> droppedOnes) {
        Deque<Parcel> left = new ArrayDeque<>();
        for (Parcel parcel : parcels) {
            if (state == State.ON_WIRE && parcel == parcels.peek()) {
                left.add(parcel);
            } else {
                parcel.deliveries().stream().filter(kept.negate()).forEach(droppedOnes);
                parcel.only(kept).ifPresent(left::add);
            }
        }
        parcels.clear();
        parcels.addAll(left);
    }
}
