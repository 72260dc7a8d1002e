package dev.millrace.testkit;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that a sink set aside through the errant record reporter.
 *
 * @param record what the task reported
 * @param error why
 * @param asDelivered whether it is the very instance that {@code put} got, so that the dead letter queue holds the
 *     original bytes
 */
public record ReportedRecord(SinkRecord record, Throwable error, boolean asDelivered) {}
