package dev.millrace.webhook;

import dev.millrace.kit.Latencies;
import dev.millrace.kit.Meters;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The figures of one route, seen by JMX. Thread-safe. */
final class RouteMeters implements AutoCloseable {

    /** Codes are ours, but a defect must not fill the memory with them. */
    private static final int MOST_REASONS = 200;

    private final Meters meters;
    private final Map<Unavailable, LongAdder> unavailable = new EnumMap<>(Unavailable.class);
    private final Map<String, LongAdder> byReason = new ConcurrentHashMap<>();
    private final Latencies latencies = new Latencies();

    final LongAdder accepted;
    final LongAdder duplicates;
    final LongAdder joined;
    final LongAdder dropped;
    final LongAdder handshakes;
    final LongAdder refused;
    final LongAdder malformed;
    final LongAdder tooLarge;
    final LongAdder unrecorded;
    final LongAdder lost;

    RouteMeters(Meters meters, Memory memory) {
        this.meters = meters;
        accepted = meters.counter("requests.accepted", "Events that were answered with success");
        duplicates = meters.counter("requests.duplicate", "Events that Kafka had before");
        joined = meters.counter("requests.joined", "Events that were on their way when they came again");
        dropped = meters.counter("requests.dropped", "Events of which a transform dropped a record");
        handshakes = meters.counter("requests.handshake", "Requests that asked whether this is a receiver");
        refused = meters.counter("requests.refused", "Requests that did not prove their sender");
        malformed = meters.counter("requests.malformed", "Requests that could not be read");
        tooLarge = meters.counter("requests.too.large", "Requests that no topic would take");
        unrecorded = meters.counter("rejected.unrecorded", "Rejected requests that rejected.topic did not get");
        lost = meters.counter("enqueued.lost", "Events that were answered when queued and never got to Kafka");
        for (Unavailable reason : Unavailable.values()) {
            unavailable.put(
                    reason,
                    meters.counter("unavailable." + reason.code(), "Requests that were put off: " + reason.code()));
        }
        meters.gauge("queue.requests", "Requests from their first byte until Kafka has them", memory::requests);
        meters.gauge("queue.bytes", "Bytes of these requests", memory::bytes);
        meters.gauge("ack.p50.ms", "Half of the accepted events were answered within this", () -> percentile(50));
        meters.gauge("ack.p99.ms", "99 of 100 accepted events were answered within this", () -> percentile(99));
        meters.gauge("ack.max.ms", "The longest that an accepted event waited", () -> percentile(100));
    }

    void gauge(String figure, String description, LongSupplier value) {
        meters.gauge(figure, description, value);
    }

    void acceptedAfter(long millis) {
        accepted.increment();
        latencies.add(millis);
    }

    void putOff(Unavailable reason) {
        LongAdder counter = unavailable.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Such as {@code refused} and {@code signature-mismatch}. */
    void count(String what, String reason) {
        if (byReason.size() < MOST_REASONS || byReason.containsKey(what + "." + reason)) {
            byReason.computeIfAbsent(what + "." + reason, figure -> meters.counter(figure, "Requests: " + figure))
                    .increment();
        }
    }

    private long percentile(int percent) {
        return latencies.percentile(percent);
    }

    @Override
    public void close() {
        meters.close();
    }
}
