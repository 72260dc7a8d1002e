package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.DeliveryLedger;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that the framework handed over and that is not complete yet.
 *
 * @param record the very instance, which the errant record reporter needs
 * @param partition its partition in the assignment it came with
 * @param ticket settled when it is complete
 * @param since when it was handed over, in milliseconds of the clock
 */
record Accepted(SinkRecord record, PartitionFrontier partition, DeliveryLedger<Long>.Ticket ticket, long since) {

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
