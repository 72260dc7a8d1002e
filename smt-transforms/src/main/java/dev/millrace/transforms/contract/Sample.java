package dev.millrace.transforms.contract;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A share of the records, chosen by the coordinates that a record keeps when it is transformed or read again; a record without
 * any is always in it.
 *
 * @param rate above 0, at most 1
 */
record Sample(double rate) {

    boolean holds(ConnectRecord<?> record) {
        return rate >= 1 || share(record) < rate;
    }

    /** A number from 0 up to 1 that is the same for the same record. */
    private static double share(ConnectRecord<?> record) {
        if (record instanceof SinkRecord sink) {
            int place = Objects.hash(sink.originalTopic(), sink.originalKafkaPartition());
            return spread(31L * place + sink.originalKafkaOffset());
        }
        if (record instanceof SourceRecord source && source.sourceOffset() != null) {
            Map<String, ?> partition = source.sourcePartition();
            return spread(31L * (partition == null ? 0 : partition.hashCode())
                    + source.sourceOffset().hashCode());
        }
        return 0;
    }

    /** Neighbours far apart (the finalizer of SplitMix64, Steele et al. 2014). */
    private static double spread(long coordinates) {
        long mixed = coordinates * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
