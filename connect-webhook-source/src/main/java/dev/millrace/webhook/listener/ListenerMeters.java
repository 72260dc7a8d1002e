package dev.millrace.webhook.listener;

import dev.millrace.kit.Meters;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The figures of one listener; those of its routes stand beside it in {@link RefusalMeters}. Thread-safe. */
final class ListenerMeters implements AutoCloseable {

    private final RefusalMeters refusals;
    private final LongAdder opened;
    private final LongAdder evicted;
    private final LongAdder timedOut;

    ListenerMeters(String address, LongSupplier connections, LongSupplier requests) {
        Meters meters = Meters.register("webhook-listener", address, "listener");
        meters.gauge("connections", "connections that are open", connections);
        meters.gauge("requests", "requests in hand", requests);
        opened = meters.counter("connections.opened", "connections that were accepted");
        evicted = meters.counter("connections.evicted", "connections closed to make room for new ones");
        timedOut =
                meters.counter("connections.timed.out", "connections closed because a request's head came too slowly");
        refusals = new RefusalMeters(meters);
    }

    void opened() {
        opened.increment();
    }

    void evicted() {
        evicted.increment();
    }

    void timedOut() {
        timedOut.increment();
    }

    RefusalMeters refusals() {
        return refusals;
    }

    @Override
    public void close() {
        refusals.close();
    }
}
