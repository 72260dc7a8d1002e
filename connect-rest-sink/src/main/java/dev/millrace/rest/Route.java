package dev.millrace.rest;

import dev.millrace.http.ApiVersionWatch;
import dev.millrace.http.Breaker;
import dev.millrace.http.HttpSender;
import dev.millrace.http.limit.RequestLimiter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One way that records take: which, in what form, to whom, and with what patience. Immutable but for its figures; any thread
 * may ask. Closed with its connection.
 */
final class Route implements AutoCloseable {

    private final RouteSettings settings;
    private final Connection connection;
    private final Judge judge;
    private final Requests requests;
    private final Optional<Requests> tombstones;
    private final ApiVersionWatch versions;
    private final RouteFigures figures = new RouteFigures();

    /** @param connection closed with the route */
    Route(String connector, RouteSettings settings, Connection connection, Judge judge, ApiVersionWatch versions) {
        this.versions = versions;
        this.settings = settings;
        this.connection = connection;
        this.judge = judge;
        IdempotencyKeys keys = new IdempotencyKeys(connector, settings.idempotency());
        this.requests = batching().isOn()
                ? Requests.batches(settings.request(), settings.batchBody(), keys)
                : Requests.single(settings.request(), keys);
        this.tombstones = settings.tombstoneRequest().map(request -> Requests.single(request, keys));
    }

    String name() {
        return settings.name();
    }

    boolean takes(SinkRecord record) {
        return settings.match().takes(record);
    }

    /** What becomes of this record, were it without a value. */
    Tombstones onTombstone() {
        return settings.records().tombstones();
    }

    /** What makes the request of this record. */
    Requests requestsFor(SinkRecord record) {
        return record.value() == null ? tombstones.orElse(requests) : requests;
    }

    Object laneOf(SinkRecord record) {
        return settings.records().ordering().laneOf(record);
    }

    HttpSender sender() {
        return connection.sender();
    }

    Judge judge() {
        return judge;
    }

    Batching batching() {
        return settings.batch().batching();
    }

    Patience patience() {
        return settings.patience();
    }

    /** Whether a batch that is refused with this status may be so for one of its records. */
    boolean cutsOn(int status) {
        return settings.batch().cuttingStatuses().contains(status);
    }

    /** A receiver of this route that nothing is known of. */
    Destination destination(String task, Clock clock, RandomGenerator random) {
        Duration longestWait = settings.client().retryAfterMax();
        LoadSettings load = settings.load();
        return new Destination(
                this,
                new Breaker(task, settings.patience().policy(), load.parkedLanes(), longestWait, clock, random),
                RequestLimiter.of(load.limits(), load.maxInFlight(), longestWait, clock, System::nanoTime));
    }

    /** Notices addresses that are to be given up. */
    ApiVersionWatch versions() {
        return versions;
    }

    RouteSettings settings() {
        return settings;
    }

    /** How many tokens were fetched to prove requests. */
    long tokensFetched() {
        return connection.authenticator().tokensFetched();
    }

    RouteFigures figures() {
        return figures;
    }

    /** Whether one more request may be on the wire. */
    boolean hasRoom() {
        return figures.inFlight() < settings.load().maxInFlight();
    }

    @Override
    public void close() {
        connection.close();
    }
}
