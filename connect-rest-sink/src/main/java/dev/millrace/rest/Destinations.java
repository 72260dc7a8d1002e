package dev.millrace.rest;

import dev.millrace.http.Breaker;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** All receivers that records go to. Changed by the thread of the {@link Traffic} alone; looked at by any. */
final class Destinations {

    /** With more of them, those that nothing goes to are forgotten: hosts may come from records. */
    private static final int REMEMBERED = 256;

    private record Name(Route route, String host) {}

    private final Map<Name, Destination> byName = new ConcurrentHashMap<>();
    private final Function<Route, Destination> opening;

    /** @param opening makes a receiver of a route that nothing is known of */
    Destinations(Function<Route, Destination> opening) {
        this.opening = opening;
    }

    Destination of(Delivery delivery) {
        Name name = new Name(delivery.route(), delivery.host());
        Destination known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byName.size() >= REMEMBERED) {
            byName.values().removeIf(Destination::isIdle);
        }
        Destination created = opening.apply(delivery.route());
        byName.put(name, created);
        return created;
    }

    Collection<Destination> all() {
        return byName.values();
    }

    /** Whether there is one, and every one is down. */
    boolean areDown() {
        return !byName.isEmpty()
                && byName.values().stream()
                        .allMatch(destination -> destination.breaker().state() == Breaker.State.OPEN);
    }

    /** Whether something that could go was overtaken by what went. */
    boolean haveBehind() {
        return byName.values().stream().anyMatch(Destination::hasBehind);
    }

    /** The receivers of a route. */
    Stream<Destination> of(Route route) {
        return byName.values().stream().filter(destination -> destination.route() == route);
    }

    /** The worst that any breaker says; see {@link Breaker.State#figure}. */
    int worstBreaker() {
        return byName.values().stream()
                .mapToInt(destination -> destination.breaker().state().figure())
                .max()
                .orElse(0);
    }
}
