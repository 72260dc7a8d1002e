package dev.millrace.ops.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KillSwitchTest {

    private static final TopicPartition DLQ = new TopicPartition("dlq", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void tripsWhenMoreThanTheShareOfWhatWasSentCameBack() {
        consumer.updateEndOffsets(Map.of(DLQ, 1_000L));
        KillSwitch tenPercent = new KillSwitch(consumer, List.of(DLQ), 10);

        consumer.updateEndOffsets(Map.of(DLQ, 1_100L));

        assertThat(tenPercent.isTripped(1_000)).isFalse();
        assertThat(tenPercent.isTripped(999)).isTrue();
        assertThat(tenPercent.growth()).isEqualTo(100);
    }

    @Test
    void takesOneOfAFewForNoSign() {
        consumer.updateEndOffsets(Map.of(DLQ, 0L));
        KillSwitch tenPercent = new KillSwitch(consumer, List.of(DLQ), 10);

        consumer.updateEndOffsets(Map.of(DLQ, 10L));

        assertThat(tenPercent.isTripped(1)).isFalse();
    }
}
