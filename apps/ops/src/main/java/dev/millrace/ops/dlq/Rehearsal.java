package dev.millrace.ops.dlq;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes everything and does nothing with it. */
final class Rehearsal implements ReplayTarget {

    @Override
    public void take(List<ProducerRecord<byte[], byte[]>> records, Progress progress) {
        // A dry run leaves no trace.
    }
}
