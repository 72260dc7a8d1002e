package dev.millrace.rest;

import dev.millrace.kit.Meters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Shows what a task and each of its routes count, by JMX. Opened once, closed once. */
final class Figures implements AutoCloseable {

    private static final String TYPE = "rest-sink";

    private final List<Meters> shown = new ArrayList<>();
    private final String connector;
    private final String task;

    Figures(String connector, String task) {
        this.connector = connector;
        this.task = task;
    }

    /** The figures of the task as a whole. */
    void showTask(
            Outcomes outcomes,
            Acceptance acceptance,
            Backlog backlog,
            Routes routes,
            Destinations destinations,
            Assignment assignment,
            Clock clock) {
        Meters meters = Meters.register(TYPE, connector, task);
        shown.add(meters);
        meters.gauge("delivered", "records that the receiver has", outcomes::delivered);
        meters.gauge("set.aside", "records that the dead letter queue has", outcomes::setAside);
        meters.gauge("skipped", "records that were not to be sent", acceptance::skipped);
        meters.gauge(
                "retried",
                "failed attempts that were or will be made again",
                () -> routes.all().stream()
                        .mapToLong(route -> route.figures().retried())
                        .sum());
        meters.gauge(
                "in.flight",
                "requests on the wire",
                () -> routes.all().stream()
                        .mapToLong(route -> route.figures().inFlight())
                        .sum());
        meters.gauge("queued.records", "records accepted and not complete", backlog::records);
        meters.gauge("queued.bytes", "bytes of the bodies of these", backlog::bytes);
        meters.gauge(
                "parked.lanes",
                "requests whose lanes wait for another attempt",
                () -> routes.all().stream()
                        .mapToLong(route -> route.figures().parked())
                        .sum());
        meters.gauge(
                "breaker",
                "0: all receivers are up, 1: one request finds out, 2: one is down",
                destinations::worstBreaker);
        meters.gauge(
                "oldest.incomplete.ms",
                "age of the oldest record that is accepted and not complete, in milliseconds",
                () -> assignment.oldestAge(clock.millis()));
    }

    /** The figures of each route. */
    void showRoutes(Routes routes, Destinations destinations, Clock clock) {
        for (Route route : routes.all()) {
            Meters meters = Meters.register(TYPE + "-route", connector, task, "route", route.name());
            shown.add(meters);
            route.figures().show(meters);
            meters.gauge(
                    "oldest.incomplete.ms",
                    "age of the oldest record that is to go this way and is not complete, in milliseconds",
                    () -> route.figures().oldestAge(clock.millis()));
            showReceivers(meters, route, destinations);
            meters.gauge("tokens.fetched", "tokens that were fetched to prove requests", route::tokensFetched);
            meters.gauge(
                    "deprecated.replies",
                    "replies that call the address deprecated, or tell its end",
                    route.versions()::deprecatedReplies);
            meters.gauge(
                    "sunset.epoch.seconds",
                    "when the address is expected to be gone, in seconds since 1970; 0 for no word of it",
                    route.versions()::earliestSunsetSeconds);
        }
    }

    private static void showReceivers(Meters meters, Route route, Destinations destinations) {
        meters.gauge(
                "breaker",
                "0: its receivers are up, 1: one request finds out, 2: one is down",
                () -> destinations
                        .of(route)
                        .mapToInt(destination -> destination.breaker().state().figure())
                        .max()
                        .orElse(0));
        meters.gauge(
                "throttled",
                "how often a request had to wait for a rate",
                () -> destinations
                        .of(route)
                        .mapToLong(destination -> destination.limiter().throttled())
                        .sum());
        meters.gauge(
                "held.ms",
                "how long a receiver's own limit holds the next request, in milliseconds",
                () -> destinations
                        .of(route)
                        .mapToLong(
                                destination -> destination.limiter().heldFor().toMillis())
                        .max()
                        .orElse(0));
        meters.gauge(
                "concurrency",
                "how many requests may be on the wire to one receiver",
                () -> destinations
                        .of(route)
                        .mapToLong(destination -> destination.limiter().concurrency())
                        .min()
                        .orElse(route.settings().load().maxInFlight()));
    }

    @Override
    public void close() {
        shown.forEach(Meters::close);
    }
}
