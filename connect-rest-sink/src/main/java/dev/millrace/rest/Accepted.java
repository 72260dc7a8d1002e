package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.DeliveryLedger;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that the framework handed over and that is not complete yet.
 *
 * @param record the very instance, which the errant record reporter needs
 * @param partition its partition in the assignment it came with
 * @param ticket settled when it is complete
 * @param since when it was handed over, in milliseconds of the clock
 * @param ofRoute settled with the ticket, for the age that is shown of its route; empty for a record that has none
 */
record Accepted(
        SinkRecord record,
        PartitionFrontier partition,
        DeliveryLedger<Long>.Ticket ticket,
        long since,
        Optional<DeliveryLedger<Long>.Ticket> ofRoute) {

    Accepted(SinkRecord record, PartitionFrontier partition, DeliveryLedger<Long>.Ticket ticket, long since) {
        this(record, partition, ticket, since, Optional.empty());
    }

    /** The same on a route. */
    Accepted on(Route route) {
        return new Accepted(
                record, partition, ticket, since, Optional.of(route.figures().handOver(ticket.position(), since)));
    }

    /** It is complete; false when it was settled before. */
    boolean confirm() {
        ofRoute.ifPresent(DeliveryLedger.Ticket::confirm);
        return ticket.confirm();
    }

    /** It needs no completion; false when it was settled before. */
    boolean drop() {
        ofRoute.ifPresent(DeliveryLedger.Ticket::drop);
        return ticket.drop();
    }

    /** It was sent or set aside, maybe before records below it. */
    void reached() {
        partition.reach(ticket.position());
    }

    /** Whether a record above it was sent or set aside before it. */
    boolean isBehind() {
        return partition.isBehind(ticket.position());
    }

    /** Whether its partition is still ours. */
    boolean isWanted() {
        return partition.isOpen();
    }

    /** The same failure with the record's coordinates in front: topic, partition and offset it was read from. */
    ConnectorFailure located(ConnectorFailure failure) {
        return new ConnectorFailure(
                failure.kind(),
                failure.code(),
                record.originalTopic() + "-" + record.originalKafkaPartition() + "@" + record.originalKafkaOffset()
                        + ": " + failure.getMessage(),
                failure);
    }
}
