package dev.millrace.testkit;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** The half of a worker's source task that differs between the delivery modes: confirmations and offsets. */
interface Delivery {
    /** Whether both are one instance: the worker hands back the very record that poll returned. */
    static boolean same(Object one, Object other) {
        return one == other;
    }

    /** On the polling thread, before each poll. */
    void beginIteration();

    /** On the polling thread: the record was given to the producer. */
    void sent(SourceRecord record);

    /** On the polling thread: a transform dropped the record. */
    void dropped(SourceRecord record);

    /** On the polling thread, after each poll: the batch, which may be empty, is with the producer. */
    void batchDispatched();

    /** The records that were sent and not acknowledged by the broker, oldest first. */
    List<SourceRecord> unconfirmed();

    /** From the test: the broker acknowledges these records, in this order. */
    void confirm(List<SourceRecord> records);

    /** From the test: begins the worker's offset commit and returns what finishes it. */
    Runnable beginCommit();

    /** On the polling thread: the last offset commit of a task that ends. */
    void finish(boolean failed);
}
