package dev.millrace.ops.dlq;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes what a replay sends, with its progress: all of it or nothing. */
interface ReplayTarget {

    /** Takes records and the progress behind them as one. */
    void take(List<ProducerRecord<byte[], byte[]>> records, Progress progress);
}
