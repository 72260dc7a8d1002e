package dev.millrace.rest;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All lanes: where a record queues, and where a lane stands that may go on. Owned by the thread of the {@link Traffic}.
 */
final class Lanes {

    private final Map<Object, Lane> lanes = new LinkedHashMap<>();
    private final Destinations destinations;
    private final Outcomes outcomes;
    private final Clock clock;
    private final Loop loop;
    private final Runnable ready;

    /** @param ready told on the loop when a lane may go on that nobody asked about */
    Lanes(Destinations destinations, Outcomes outcomes, Clock clock, Loop loop, Runnable ready) {
        this.destinations = destinations;
        this.outcomes = outcomes;
        this.clock = clock;
        this.loop = loop;
        this.ready = ready;
    }

    void queue(Delivery delivery) {
        Lane lane = lanes.get(delivery.lane());
        if (lane == null) {
            lane = new Lane(delivery.lane());
            lanes.put(delivery.lane(), lane);
            lane.add(delivery);
            place(lane, delivery);
            return;
        }
        lane.add(delivery);
        Delivery first = lane.first();
        if (first != null && lane.state() == Lane.State.WAITING) {
            destinations.of(first).grew(delivery);
        } else if (first != null && lane.state() == Lane.State.LINGERING) {
            place(lane, first);
        }
    }

    /** The lanes of a consignment that is done go on. */
    void release(Consignment done) {
        done.lanes().forEach(this::release);
    }

    /** Lets go of the queued records whose partition is no longer ours. */
    void forgetUnwanted() {
        destinations.all().forEach(Destination::forgetLanes);
        for (Iterator<Lane> all = lanes.values().iterator(); all.hasNext(); ) {
            Lane lane = all.next();
            lane.keepWanted(outcomes);
            Delivery first = lane.first();
            if (lane.state() != Lane.State.TAKEN) {
                lane.become(Lane.State.WAITING);
                if (first == null) {
                    all.remove();
                } else {
                    place(lane, first);
                }
            }
        }
    }

    private void release(Lane lane) {
        Delivery first = lane.first();
        if (first == null) {
            lanes.remove(lane.name());
        } else {
            place(lane, first);
        }
    }

    private void place(Lane lane, Delivery first) {
        Destination destination = destinations.of(first);
        Batching batching = first.route().batching();
        long now = clock.millis();
        if (batching.acrossLanes() || batching.isRipe(lane, now)) {
            destination.queue(lane);
        } else if (lane.state() != Lane.State.LINGERING) {
            Duration rest = Duration.ofMillis(batching.restOf(first, now));
            lane.linger(loop.schedule(
                    () -> {
                        ripen(lane);
                        ready.run();
                    },
                    rest));
        }
    }

    private void ripen(Lane lane) {
        Delivery first = lane.first();
        if (first != null && lane.state() == Lane.State.LINGERING) {
            destinations.of(first).queue(lane);
        }
    }

    /** No batch of these lanes waits for more records any longer. */
    void lingerNoMore(Predicate<Lane> those) {
        lanes.values().stream()
                .filter(lane -> lane.state() == Lane.State.LINGERING && those.test(lane))
                .toList()
                .forEach(this::ripen);
    }
}
