package dev.millrace.transforms.origin;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a record keeps through all transforms of a connector: the coordinates it was read from. A worker transforms a source's
 * record again when its send failed, and reads a sink's record again after a rebalance; both times the origin is the same.
 */
public sealed interface Origin {

    /** Whether it tells a record from those beside it. */
    boolean isKnown();

    /**
     * Of a sink's record: where it stands in Kafka, whatever transforms made of its topic.
     *
     * @param offset of the record in its partition
     */
    record Stored(String topic, int partition, long offset) implements Origin {

        @Override
        public boolean isKnown() {
            return true;
        }
    }

    /**
     * Of a source's record: the connector's own coordinates. They are compared when they are looked up, and a connector may
     * change neither map meanwhile, for the framework keeps them too.
     *
     * @param partition null or empty where the connector has none
     * @param offset null or empty where the connector has none; records may share one
     */
    record Read(
            @Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) implements Origin {

        @Override
        public boolean isKnown() {
            return offset != null && !offset.isEmpty();
        }
    }

    /** The origin of a record of a source or a sink. */
    static Origin of(ConnectRecord<?> record) {
        if (record instanceof SinkRecord sink) {
            return new Stored(
                    Objects.requireNonNullElse(sink.originalTopic(), ""),
                    Objects.requireNonNullElse(sink.originalKafkaPartition(), -1),
                    sink.originalKafkaOffset());
        }
        if (record instanceof SourceRecord source) {
            return new Read(source.sourcePartition(), source.sourceOffset());
        }
        return new Read(null, null);
    }
}
