package dev.millrace.rest;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import dev.millrace.kit.ConnectorFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is accepted: each lane in order, one request of it at a time, so many over all, in the order in which lanes became
 * ready. A failure is tried again in its lanes alone, which leaves the wire to others meanwhile.
 *
 * <p>All state belongs to one thread, the {@link Loop}; the methods only leave work to it and return at once.
 */
final class Traffic {

    /** What goes now. */
    private enum Sending {
        /** Whatever may. */
        ALL,
        /** What was overtaken by records of its partition: the next owner would read those again. */
        OVERTAKEN,
        /** What is on the wire, and no more. */
        NOTHING
    }

    private final Destinations destinations;
    private final Outcomes outcomes;
    private final Clock clock;
    private final Loop loop;
    private final Lanes lanes;
    private final Landing landing;
    private final Set<Consignment> underWay = new LinkedHashSet<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private Sending sending = Sending.ALL;
    private @Nullable CompletableFuture<Void> quiet;

    Traffic(Destinations destinations, Outcomes outcomes, Clock clock, RandomGenerator random, Loop loop) {
        this.destinations = destinations;
        this.outcomes = outcomes;
        this.clock = clock;
        this.loop = loop;
        this.lanes = new Lanes(destinations, outcomes, clock, loop, this::dispatch);
        this.landing = new Landing(outcomes, clock, random, loop, this::settled, this::dispatch);
    }

    /**
     * Queues these and goes on sending.
     *
     * @param noMore whether nothing comes after them for now, so that batches with room go as they are
     */
    void accept(List<Delivery> deliveries, boolean noMore) {
        loop.execute(() -> {
            destinations.all().forEach(destination -> destination.awaitsNoMore(noMore));
            deliveries.forEach(lanes::queue);
            if (noMore) {
                lanes.lingerNoMore(any -> true);
            }
            sending = Sending.ALL;
            dispatch();
        });
    }

    /**
     * Sends nothing more until the next {@link #accept} but what was overtaken; the future completes once none of that is left
     * that could go, and nothing is on the wire.
     */
    Future<Void> finish() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        loop.execute(() -> {
            sending = Sending.OVERTAKEN;
            quiet = settled;
            dispatch();
            tellQuiet();
        });
        return settled;
    }

    /** Sends nothing more until the next {@link #accept}. */
    void hold() {
        loop.execute(() -> sending = Sending.NOTHING);
    }

    /** Lets go of the records whose partition is no longer ours, those on the wire included. */
    void forgetUnwanted() {
        loop.execute(() -> {
            List.copyOf(underWay).forEach(this::forgetUnwanted);
            lanes.forgetUnwanted();
            dispatch();
            tellQuiet();
        });
    }

    int inFlight() {
        return inFlight.get();
    }

    private void dispatch() {
        if (sending == Sending.OVERTAKEN) {
            lanes.lingerNoMore(Lane::isBehind);
        }
        for (Destination destination : destinations.all()) {
            while (sending != Sending.NOTHING
                    && destination.mayGo()
                    && outcomes.fatal().isEmpty()) {
                Optional<Consignment> next =
                        sending == Sending.ALL ? destination.next(clock.millis()) : destination.nextBehind();
                if (next.isEmpty()) {
                    if (sending == Sending.ALL) {
                        wakeUpIn(Duration.ofMillis(destination.restOfLinger(clock.millis())), destination);
                    }
                    break;
                }
                underWay.add(next.get());
                Duration wait = send(next.get());
                if (!wait.isZero()) {
                    destination.putBack(next.get());
                    wakeUpIn(wait, destination);
                    break;
                }
            }
        }
    }

    private void wakeUpIn(Duration wait, Destination destination) {
        long time = clock.millis() + wait.toMillis();
        if (destination.isToWakeBy(time)) {
            destination.wakeBy(
                    loop.schedule(
                            () -> {
                                destination.awake();
                                dispatch();
                            },
                            wait),
                    time);
        }
    }

    /** Sends the first parcel; not zero where it must wait so long for the limits of its receiver. */
    private Duration send(Consignment consignment) {
        Destination destination = consignment.destination();
        HttpCall call;
        try {
            call = consignment.first().call();
        } catch (ConnectorFailure unwritable) {
            landing.unwritable(consignment, unwritable);
            return Duration.ZERO;
        }
        Duration wait = destination.limiter().acquire(call.body().length);
        if (wait.isZero()) {
            launch(consignment, call);
        }
        return wait;
    }

    private void launch(Consignment consignment, HttpCall call) {
        CompletableFuture<HttpReply> reply =
                consignment.destination().route().sender().send(call);
        consignment.first().sent(clock.instant());
        consignment.destination().sent();
        inFlight.incrementAndGet();
        long start = System.nanoTime();
        consignment.become(Consignment.State.ON_WIRE, reply);
        Future<?> unused = reply.whenComplete((answer, failure) -> {
            Duration latency = Duration.ofNanos(System.nanoTime() - start);
            loop.execute(() -> landed(consignment, answer, failure, latency));
        });
    }

    private void landed(
            Consignment consignment, @Nullable HttpReply reply, @Nullable Throwable failure, Duration latency) {
        inFlight.decrementAndGet();
        consignment.destination().landed(reply, failure, latency);
        consignment.become(Consignment.State.READY, null);
        Exchange exchange = new Exchange(consignment.first(), Optional.ofNullable(reply), latency, clock.instant());
        landing.landed(consignment, exchange, failure);
        dispatch();
        tellQuiet();
    }

    private void settled(Consignment consignment) {
        underWay.remove(consignment);
        lanes.release(consignment);
    }

    private void forgetUnwanted(Consignment consignment) {
        boolean onWire = consignment.state() == Consignment.State.ON_WIRE;
        boolean anyWanted = consignment.first().deliveries().stream()
                .anyMatch(delivery -> delivery.accepted().isWanted());
        if (!anyWanted) {
            consignment.giveUp();
        }
        consignment.keepOnly(
                delivery -> delivery.accepted().isWanted(),
                delivery -> outcomes.dropped(delivery.accepted(), delivery.bytes()));
        if (onWire) {
            return;
        }
        boolean parked = consignment.state() == Consignment.State.PARKED;
        if (parked && !anyWanted) {
            consignment.destination().unpark();
            consignment.become(Consignment.State.READY, null);
            if (!consignment.isDone()) {
                consignment.destination().queue(consignment);
            }
        }
        if (consignment.isDone()) {
            consignment.destination().remove(consignment);
            settled(consignment);
        }
    }

    private void tellQuiet() {
        if (quiet != null && inFlight.get() == 0 && (outcomes.fatal().isPresent() || !destinations.haveBehind())) {
            quiet.complete(null);
            quiet = null;
        }
    }
}
