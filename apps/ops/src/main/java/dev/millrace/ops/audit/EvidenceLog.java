package dev.millrace.ops.audit;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Topics with evidence, or what was written of them to a file; closed by its user. */
interface EvidenceLog extends AutoCloseable {

    /**
     * What there is of a partition.
     *
     * @param start the first offset that is kept
     * @param end the offset behind the last
     */
    record Extent(long start, long end) {}

    /** Takes one record after the other. */
    @FunctionalInterface
    interface Reader {
        void accept(ConsumerRecord<byte[], byte[]> record);
    }

    /** All partitions, as they were when the log was opened. */
    Map<TopicPartition, Extent> extents();

    /**
     * Reads to the ends that {@link #extents} names: each partition in its order, several of them by time, so that what belongs
     * together comes together.
     *
     * @param from where to begin, for partitions that do not begin at their start
     */
    void read(Map<TopicPartition, Long> from, Reader reader);

    @Override
    void close();
}
