package dev.millrace.ops.dlq;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Stops a replay whose records come straight back: watches how much the topic grows while it is emptied. For one thread. */
final class KillSwitch {

    /** Fewer records than these say nothing yet. */
    private static final long FEW = 100;

    private final LongSupplier size;
    private final double percent;
    private final long atStart;

    KillSwitch(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, double percent) {
        this(() -> sum(consumer.endOffsets(partitions)), percent);
    }

    /** @param size of the topic, in records that came since it was made */
    KillSwitch(LongSupplier size, double percent) {
        this.size = size;
        this.percent = percent;
        this.atStart = size.getAsLong();
    }

    /** Whether more came back than the share allows of what was sent since the start, 100 records at least. */
    boolean isTripped(long sent) {
        return growth() > percent / 100 * Math.max(FEW, sent);
    }

    /** By how many records the topic grew. */
    long growth() {
        return size.getAsLong() - atStart;
    }

    private static long sum(Map<TopicPartition, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }
}
