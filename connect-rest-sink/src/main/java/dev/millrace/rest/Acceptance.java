package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.FailureKind;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns what the framework hands over into deliveries: each record finds its route and is written, once, here, so that one that
 * can't be is known by itself. For the task's thread only.
 */
final class Acceptance {

    private final Routes routes;
    private final Unmatched unmatched;
    private final Assignment assignment;
    private final Backlog backlog;
    private final Outcomes outcomes;
    private final Clock clock;
    private final AtomicLong skipped = new AtomicLong();

    Acceptance(
            Routes routes,
            Unmatched unmatched,
            Assignment assignment,
            Backlog backlog,
            Outcomes outcomes,
            Clock clock) {
        this.routes = routes;
        this.unmatched = unmatched;
        this.assignment = assignment;
        this.backlog = backlog;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** The delivery of a record; empty for one that needs none, can have none, or is on its way already. */
    Optional<Delivery> accept(SinkRecord record) {
        PartitionFrontier partition = assignment.partitionOf(record);
        long now = clock.millis();
        Optional<DeliveryLedger<Long>.Ticket> ticket = partition.handOver(record.originalKafkaOffset(), now);
        if (ticket.isEmpty()) {
            return Optional.empty();
        }
        Accepted accepted = new Accepted(record, partition, ticket.get(), now);
        try {
            Optional<Delivery> delivery = deliveryOf(accepted);
            backlog.add(delivery.map(Delivery::bytes).orElse(0));
            if (delivery.isEmpty()) {
                outcomes.dropped(accepted, 0);
                skipped.incrementAndGet();
            }
            return delivery;
        } catch (ConnectorFailure unsendable) {
            backlog.add(0);
            refuse(accepted, unsendable);
            return Optional.empty();
        }
    }

    /** How many records were passed over because they are not to be sent. */
    long skipped() {
        return skipped.get();
    }

    private Optional<Delivery> deliveryOf(Accepted accepted) {
        SinkRecord record = accepted.record();
        Optional<Route> route = routes.of(record);
        if (route.isEmpty()) {
            return unmatched();
        }
        if (record.value() == null && !route.get().onTombstone().isSent()) {
            return tombstone(route.get());
        }
        Draft draft = route.get().requestsFor(record).draft(record);
        return Optional.of(
                new Delivery(accepted.on(route.get()), route.get(), route.get().laneOf(record), draft));
    }

    private Optional<Delivery> unmatched() {
        return switch (unmatched) {
            case SKIP -> Optional.empty();
            case REJECT ->
                throw new ConnectorFailure(
                        FailureKind.REJECTED,
                        "unmatched",
                        "no route takes the record: add one, or set " + RoutingSettings.UNMATCHED + "=skip");
        };
    }

    private static Optional<Delivery> tombstone(Route route) {
        return switch (route.onTombstone()) {
            case SKIP -> Optional.empty();
            case FAIL ->
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "tombstone",
                        "the record has no value, and " + RecordSettings.TOMBSTONES
                                + "=fail stops at such: correct what" + " wrote it, or set another value");
            case REJECT, DELETE, TEMPLATE ->
                throw new ConnectorFailure(
                        FailureKind.REJECTED,
                        "tombstone",
                        "the record has no value, so there is nothing to send: set " + RecordSettings.TOMBSTONES
                                + "=delete to delete it at the receiver, or skip to pass such records over");
        };
    }

    private void refuse(Accepted accepted, ConnectorFailure failure) {
        switch (failure.kind()) {
            case MISCONFIGURED, DEFECT, UNAUTHORIZED -> outcomes.fatal(accepted.located(failure));
            case REJECTED, MALFORMED, TRANSIENT, THROTTLED -> outcomes.refused(Refusal.unsent(accepted, failure));
        }
    }
}
