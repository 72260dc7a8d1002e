package dev.millrace.rest;

import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.http.ResponseClassifier;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailurePolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is accepted: each lane in order, one request of it at a time, so many over all, ready lanes in the order in
 * which they became ready. A failure is tried again in its lane alone, which leaves the wire to others meanwhile.
 *
 * <p>All state belongs to one thread, the {@link Loop}; the methods only leave work to it and return at once.
 */
final class Lanes {

    private final HttpSender sender;
    private final ResponseClassifier classifier;
    private final Patience patience;
    private final Breaker breaker;
    private final Outcomes outcomes;
    private final Clock clock;
    private final RandomGenerator random;
    private final Loop loop;
    private final int maxInFlight;

    private final Map<Object, Lane> lanes = new HashMap<>();
    private final Deque<Lane> ready = new ArrayDeque<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicLong retried = new AtomicLong();
    private boolean held;
    private @Nullable CompletableFuture<Void> quiet;

    Lanes(
            HttpSender sender,
            ResponseClassifier classifier,
            Patience patience,
            Breaker breaker,
            Outcomes outcomes,
            Clock clock,
            RandomGenerator random,
            Loop loop,
            int maxInFlight) {
        this.sender = sender;
        this.classifier = classifier;
        this.patience = patience;
        this.breaker = breaker;
        this.outcomes = outcomes;
        this.clock = clock;
        this.random = random;
        this.loop = loop;
        this.maxInFlight = maxInFlight;
    }

    /** Queues these and goes on sending. */
    void accept(List<Delivery> deliveries) {
        loop.execute(() -> {
            deliveries.forEach(this::queue);
            held = false;
            dispatch();
        });
    }

    /** Sends nothing more until the next {@link #accept}; the future completes once nothing is on the wire. */
    Future<Void> hold() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        loop.execute(() -> {
            held = true;
            quiet = settled;
            tellQuiet();
        });
        return settled;
    }

    /** Lets go of the records whose partition is no longer ours, those on the wire included. */
    void forgetUnwanted() {
        loop.execute(() -> {
            for (Iterator<Lane> all = lanes.values().iterator(); all.hasNext(); ) {
                Lane lane = all.next();
                Delivery first = lane.first();
                boolean waits = first != null && !first.accepted().isWanted();
                if (waits) {
                    lane.giveUp();
                }
                lane.queue().removeIf(delivery -> {
                    boolean unwanted = !delivery.accepted().isWanted()
                            && !(delivery == first && lane.state() == Lane.State.ON_WIRE);
                    if (unwanted) {
                        outcomes.dropped(delivery.accepted(), delivery.bytes());
                    }
                    return unwanted;
                });
                if (waits && lane.state() == Lane.State.PARKED) {
                    parked.decrementAndGet();
                    lane.become(Lane.State.READY, null);
                    if (lane.first() != null) {
                        ready.add(lane);
                    }
                }
                if (lane.first() == null) {
                    ready.remove(lane);
                    all.remove();
                }
            }
            dispatch();
        });
    }

    int inFlight() {
        return inFlight.get();
    }

    /** How many lanes wait for another attempt. */
    int parked() {
        return parked.get();
    }

    /** How many attempts failed and were or will be made again. */
    long retried() {
        return retried.get();
    }

    private void queue(Delivery delivery) {
        Lane lane = lanes.get(delivery.lane());
        if (lane == null) {
            lane = new Lane(delivery.lane());
            lanes.put(delivery.lane(), lane);
            ready.add(lane);
        }
        lane.add(delivery);
    }

    private void dispatch() {
        while (!held
                && inFlight.get() < maxInFlight
                && breaker.admits(inFlight.get())
                && outcomes.fatal().isEmpty()) {
            Lane lane = ready.poll();
            Delivery first = lane == null ? null : lane.first();
            if (lane == null || first == null) {
                return;
            }
            inFlight.incrementAndGet();
            CompletableFuture<HttpReply> reply = sender.send(first.call());
            lane.become(Lane.State.ON_WIRE, reply);
            Future<?> unused =
                    reply.whenComplete((answer, failure) -> loop.execute(() -> landed(lane, first, answer, failure)));
        }
    }

    private void landed(Lane lane, Delivery delivery, @Nullable HttpReply reply, @Nullable Throwable failure) {
        inFlight.decrementAndGet();
        lane.become(Lane.State.READY, null);
        Optional<ConnectorFailure> refusal = reply == null ? Optional.empty() : classifier.failureOf(reply);
        if (reply != null && refusal.isEmpty()) {
            breaker.answered();
            outcomes.delivered(delivery);
            advance(lane);
        } else if (!delivery.accepted().isWanted()) {
            outcomes.dropped(delivery.accepted(), delivery.bytes());
            advance(lane);
        } else if (refusal.isPresent()) {
            failed(lane, delivery, refusal.get());
        } else if (failure instanceof HttpFault fault) {
            failed(lane, delivery, classifier.failureOf(fault));
        } else {
            outcomes.fatal(failure == null ? new IllegalStateException("neither reply nor failure") : failure);
        }
        dispatch();
        tellQuiet();
    }

    private void failed(Lane lane, Delivery delivery, ConnectorFailure failure) {
        switch (FailurePolicy.consequenceOf(failure.kind())) {
            case RETRY -> tryAgain(lane, delivery, failure);
            case SET_ASIDE -> {
                breaker.answered();
                outcomes.refused(Refusal.of(delivery, failure));
                advance(lane);
            }
            // Fixed credentials stay refused however often they are read.
            case REFRESH_CREDENTIALS, STOP -> outcomes.fatal(delivery.accepted().located(failure));
        }
    }

    private void tryAgain(Lane lane, Delivery delivery, ConnectorFailure failure) {
        boolean charge =
                breaker.state() == Breaker.State.CLOSED && !failure.code().equals(ResponseClassifier.UNREACHABLE);
        delivery.failed(charge);
        Optional<Duration> opened = breaker.failed(failure, parked.get() + 1);
        if (opened.isPresent()) {
            Future<?> unused = loop.schedule(this::probe, opened.get());
        }
        if (charge && patience.isOver(delivery, clock)) {
            outcomes.refused(Refusal.of(
                    delivery,
                    new ConnectorFailure(
                            failure.kind(),
                            failure.code(),
                            failure.getMessage() + "; given up after " + delivery.failures() + " attempts",
                            failure)));
            advance(lane);
            return;
        }
        retried.incrementAndGet();
        parked.incrementAndGet();
        Duration wait = patience.delay(delivery, breaker.capped(failure), random);
        lane.become(Lane.State.PARKED, loop.schedule(() -> unpark(lane), wait));
    }

    private void unpark(Lane lane) {
        parked.decrementAndGet();
        lane.become(Lane.State.READY, null);
        ready.add(lane);
        dispatch();
    }

    private void probe() {
        breaker.halfOpen();
        dispatch();
    }

    private void advance(Lane lane) {
        lane.queue().remove();
        if (lane.first() == null) {
            lanes.remove(lane.name());
        } else {
            ready.add(lane);
        }
    }

    private void tellQuiet() {
        if (held && quiet != null && inFlight.get() == 0) {
            quiet.complete(null);
            quiet = null;
        }
    }
}
