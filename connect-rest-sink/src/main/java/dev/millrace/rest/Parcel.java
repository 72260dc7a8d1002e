package dev.millrace.rest;

import dev.millrace.http.HttpCall;
import dev.millrace.kit.ConnectorFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of one request, which is the same on every attempt: what failed together is never regrouped, for the receiver
 * knows it by its key. Owned by the thread of the {@link Traffic}.
 */
final class Parcel {

    private final Route route;
    private final List<Delivery> deliveries;
    private int failures;
    private int charged;
    private @Nullable HttpCall call;

    /** @param deliveries at least one, all of which fit each other, in the order in which they are sent */
    Parcel(Route route, List<Delivery> deliveries) {
        this.route = route;
        this.deliveries = List.copyOf(deliveries);
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    Delivery first() {
        return deliveries.get(0);
    }

    /** Whether records above it went before it, each one's. */
    boolean isBehind() {
        return deliveries.stream().allMatch(delivery -> delivery.accepted().isBehind());
    }

    boolean isBatch() {
        return deliveries.size() > 1;
    }

    /**
     * The request, written once.
     *
     * @throws ConnectorFailure when these records can't be written together
     */
    HttpCall call() {
        if (call == null) {
            call = first().draft()
                    .maker()
                    .callOf(deliveries.stream().map(Delivery::draft).toList(), records());
        }
        return call;
    }

    /** What the receiver tells a repetition by. */
    Optional<String> idempotencyKey() {
        return keys().of(records());
    }

    void sent(Instant now) {
        deliveries.forEach(delivery -> delivery.sent(delivery.tries().another(now)));
    }

    /**
     * Counts a failed attempt.
     *
     * @param charge whether the records may be to blame
     */
    void failed(boolean charge) {
        failures++;
        charged += charge ? 1 : 0;
    }

    int failures() {
        return failures;
    }

    /** The failures that the records may be to blame for. */
    int charged() {
        return charged;
    }

    /** When the oldest of its records was accepted. */
    long since() {
        return deliveries.stream()
                .mapToLong(delivery -> delivery.accepted().since())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Two parcels that together hold these records in their order, and have failed at nothing yet. */
    List<Parcel> halves() {
        int middle = deliveries.size() / 2;
        return List.of(
                new Parcel(route, deliveries.subList(0, middle)),
                new Parcel(route, deliveries.subList(middle, deliveries.size())));
    }

    /** This, or what is left of it: another request, which goes on counting. Empty when nothing is. */
    Optional<Parcel> only(Predicate<Delivery> kept) {
        List<Delivery> left = deliveries.stream().filter(kept).toList();
        if (left.size() == deliveries.size()) {
            return Optional.of(this);
        }
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Parcel rest = new Parcel(route, left);
        rest.failures = failures;
        rest.charged = charged;
        return Optional.of(rest);
    }

    /** Whether that key is made of what the records hold. */
    boolean keyShowsContent() {
        return keys().showsContent();
    }

    private IdempotencyKeys keys() {
        return first().draft().maker().keys();
    }

    private List<SinkRecord> records() {
        return deliveries.stream().map(delivery -> delivery.accepted().record()).toList();
    }
}
