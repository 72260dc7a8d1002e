package dev.millrace.rest;

import dev.millrace.http.Breaker;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.limit.RequestLimiter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One receiver: the host that a route sends to, with what waits for it. Owned by the thread of the {@link Traffic}; its
 * breaker's state and its limiter are for any.
 */
final class Destination {

    private final Route route;
    private final Breaker breaker;
    private final RequestLimiter limiter;
    private final Set<Lane> waiting = new LinkedHashSet<>();
    private final Deque<Consignment> ready = new ArrayDeque<>();
    private long waitingRecords;
    private long waitingBytes;
    private int inFlight;
    private int parked;
    private boolean awaitsNoMore;
    private @Nullable Future<?> wakeUp;
    private long wakeUpAt;

    Destination(Route route, Breaker breaker, RequestLimiter limiter) {
        this.route = route;
        this.breaker = breaker;
        this.limiter = limiter;
    }

    Route route() {
        return route;
    }

    Breaker breaker() {
        return breaker;
    }

    RequestLimiter limiter() {
        return limiter;
    }

    /** Queues a lane whose first record goes here. */
    void queue(Lane lane) {
        lane.become(Lane.State.WAITING);
        if (waiting.add(lane)) {
            waitingRecords += lane.size();
            waitingBytes += lane.bytes();
        }
    }

    /** Whether batches with room go as they are. */
    void awaitsNoMore(boolean noMore) {
        awaitsNoMore = noMore;
    }

    /** A lane that is queued here got one record more. */
    void grew(Delivery delivery) {
        waitingRecords++;
        waitingBytes += delivery.bytes();
    }

    /** Queues what was on its way before and goes on before all that was not. */
    void queue(Consignment consignment) {
        ready.add(consignment);
    }

    /** Gives back what was taken and can't go yet. */
    void putBack(Consignment consignment) {
        ready.addFirst(consignment);
    }

    void remove(Consignment consignment) {
        ready.remove(consignment);
    }

    /** Forgets the lanes that are queued; they are queued anew. */
    void forgetLanes() {
        waiting.clear();
        waitingRecords = 0;
        waitingBytes = 0;
    }

    /** What goes next; empty when nothing does for now, see {@link #restOfLinger}. */
    Optional<Consignment> next(long now) {
        Consignment again = ready.poll();
        if (again != null) {
            return Optional.of(again);
        }
        return waiting.isEmpty() || restOfLinger(now) > 0 ? Optional.empty() : load(any -> true);
    }

    /** What goes next of that which was overtaken, as long as nothing else goes. */
    Optional<Consignment> nextBehind() {
        for (Iterator<Consignment> all = ready.iterator(); all.hasNext(); ) {
            Consignment again = all.next();
            if (again.first().isBehind()) {
                all.remove();
                return Optional.of(again);
            }
        }
        return load(delivery -> delivery.accepted().isBehind());
    }

    /** Whether something that could go was overtaken by what went. */
    boolean hasBehind() {
        return breaker.state() == Breaker.State.CLOSED
                && (ready.stream().anyMatch(again -> again.first().isBehind())
                        || waiting.stream().anyMatch(Lane::isBehind));
    }

    /** How many milliseconds the batch that is next may still wait for more records; 0 when it may not, or there is none. */
    long restOfLinger(long now) {
        Batching batching = route.batching();
        return waiting.isEmpty()
                        || awaitsNoMore
                        || !batching.acrossLanes()
                        || batching.isFull(count(waitingRecords), waitingBytes)
                ? 0
                : Math.max(0, batching.restOf(waiting.iterator().next().first(), now));
    }

    private Optional<Consignment> load(Predicate<Delivery> wanted) {
        Batching batching = route.batching();
        List<Delivery> load = new ArrayList<>();
        List<Lane> lanes = new ArrayList<>();
        long bytes = 0;
        for (Iterator<Lane> all = waiting.iterator(); all.hasNext(); ) {
            Lane lane = all.next();
            long before = lane.bytes();
            int size = lane.size();
            for (Delivery next = lane.first();
                    mayTake(batching, next, load, bytes) && wanted.test(next);
                    next = lane.first()) {
                Delivery taken = lane.take();
                load.add(taken);
                bytes += taken.bytes();
            }
            if (lane.size() < size) {
                all.remove();
                waitingRecords -= size;
                waitingBytes -= before;
                lane.become(Lane.State.TAKEN);
                lanes.add(lane);
            }
            if (!load.isEmpty() && (!batching.acrossLanes() || batching.isFull(load.size(), bytes))) {
                break;
            }
        }
        return load.isEmpty() ? Optional.empty() : Optional.of(new Consignment(this, lanes, new Parcel(route, load)));
    }

    private static boolean mayTake(Batching batching, @Nullable Delivery next, List<Delivery> load, long bytes) {
        return next != null
                && (load.isEmpty() || load.get(0).fits(next))
                && batching.hasRoom(load.size(), bytes, next.bytes());
    }

    boolean isIdle() {
        return waiting.isEmpty()
                && ready.isEmpty()
                && inFlight == 0
                && parked == 0
                && breaker.state() == Breaker.State.CLOSED;
    }

    boolean hasWork() {
        return !waiting.isEmpty() || !ready.isEmpty();
    }

    int inFlight() {
        return inFlight;
    }

    void sent() {
        inFlight++;
        route.figures().sent();
    }

    /** A request ended, with a reply or without. */
    void landed(@Nullable HttpReply reply, @Nullable Throwable failure, Duration latency) {
        inFlight--;
        route.figures().landed();
        if (reply != null) {
            limiter.replied(reply, latency);
            route.versions().seen(route.settings().request().endpoint(), reply);
        } else if (failure instanceof HttpFault fault) {
            limiter.lost(fault, latency);
        } else {
            limiter.released();
        }
    }

    /** How many consignments wait for another attempt. */
    int parked() {
        return parked;
    }

    void park() {
        parked++;
        route.figures().parked(1);
    }

    void unpark() {
        parked--;
        route.figures().parked(-1);
    }

    /** Whether another request may go now, as far as the receiver and its limits go. */
    boolean mayGo() {
        return hasWork() && route.hasRoom() && limiter.hasRoom() && breaker.admits(inFlight);
    }

    /** Whether nobody looks at it by then. */
    boolean isToWakeBy(long time) {
        return wakeUp == null || wakeUpAt > time;
    }

    /** @param timer rings at that time; one that would ring later is given up */
    void wakeBy(Future<?> timer, long time) {
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        wakeUp = timer;
        wakeUpAt = time;
    }

    /** The timer rang: another may be set, also from the work that it began, for it is not done before that. */
    void awake() {
        wakeUp = null;
    }

    private static int count(long records) {
        return (int) Math.min(Integer.MAX_VALUE, records);
    }
}
