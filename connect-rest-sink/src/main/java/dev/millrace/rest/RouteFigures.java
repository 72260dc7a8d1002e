package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Meters;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one route. Any thread may count and look. */
final class RouteFigures {

    /** Upper ends in milliseconds; the last is without one. */
    private static final List<Integer> BUCKETS =
            List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    private final Map<FailureKind, LongAdder> failed = new EnumMap<>(FailureKind.class);
    private final LongAdder[] slower = new LongAdder[BUCKETS.size()];
    private final LongAdder delivered = new LongAdder();
    private final LongAdder ignored = new LongAdder();
    private final LongAdder partly = new LongAdder();
    private final LongAdder latencySum = new LongAdder();
    private final LongAdder latencyCount = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final DeliveryLedger<Long> incomplete = new DeliveryLedger<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicLong retryDelay = new AtomicLong();

    RouteFigures() {
        for (FailureKind kind : FailureKind.values()) {
            failed.put(kind, new LongAdder());
        }
        for (int bucket = 0; bucket < slower.length; bucket++) {
            slower[bucket] = new LongAdder();
        }
    }

    /** A record is to be delivered by this route; the ticket is settled when it is complete. */
    DeliveryLedger<Long>.Ticket handOver(long offset, long now) {
        return incomplete.handOver(offset, now);
    }

    /** The age of the oldest record that is not complete, in milliseconds; 0 for none. */
    long oldestAge(long now) {
        long since = incomplete.oldestSince();
        return since == Long.MAX_VALUE ? 0 : Math.max(0, now - since);
    }

    void sent() {
        inFlight.incrementAndGet();
    }

    void landed() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    void parked(int more) {
        parked.addAndGet(more);
    }

    /** How many requests wait for another attempt. */
    int parked() {
        return parked.get();
    }

    /** A request ended. */
    void ended(Exchange exchange, Ending ending) {
        long millis = exchange.latency().toMillis();
        latencyCount.increment();
        latencySum.add(millis);
        for (int bucket = 0; bucket < slower.length; bucket++) {
            if (millis <= BUCKETS.get(bucket)) {
                slower[bucket].increment();
            }
        }
        Optional<ConnectorFailure> failure = ending.ofAll();
        if (failure.isPresent()) {
            counterOf(failure.get().kind()).increment();
        } else if (ending.isIgnored()) {
            ignored.increment();
        } else if (ending.isDelivered()) {
            delivered.increment();
        } else {
            partly.increment();
        }
    }

    void triesAgainAfter(Duration wait) {
        retried.increment();
        retryDelay.set(wait.toMillis());
    }

    /** How many attempts failed and were or will be made again. */
    long retried() {
        return retried.sum();
    }

    void cutInTwo() {
        cut.increment();
    }

    void show(Meters meters) {
        meters.gauge("requests.delivered", "requests whose records the receiver has", delivered::sum);
        meters.gauge("requests.ignored", "requests whose reply is ignored, by http.status.ignore", ignored::sum);
        meters.gauge("requests.partly", "batches of which the receiver has some records", partly::sum);
        failed.forEach((kind, counter) -> meters.gauge(
                "requests." + kind.name().toLowerCase(Locale.ROOT), "requests that failed as " + kind, counter::sum));
        meters.gauge("requests.cut", "batches that were cut in two to find a bad record", cut::sum);
        meters.gauge("latency.count", "requests that ended", latencyCount::sum);
        meters.gauge("latency.sum.ms", "how long they took together, in milliseconds", latencySum::sum);
        for (int bucket = 0; bucket < slower.length; bucket++) {
            meters.gauge(
                    "latency.le." + BUCKETS.get(bucket) + ".ms",
                    "requests that took up to " + BUCKETS.get(bucket) + " ms",
                    slower[bucket]::sum);
        }
        meters.gauge("in.flight", "requests on the wire", inFlight::get);
        meters.gauge("parked.lanes", "requests whose lanes wait for another attempt", parked::get);
        meters.gauge("retried", "failed attempts that were or will be made again", retried::sum);
        meters.gauge(
                "retry.delay.ms",
                "the wait before the attempt that was last put off, in milliseconds",
                retryDelay::get);
    }

    private LongAdder counterOf(FailureKind kind) {
        LongAdder counter = failed.get(kind);
        if (counter == null) {
            throw new IllegalStateException("no counter of " + kind);
        }
        return counter;
    }
}
