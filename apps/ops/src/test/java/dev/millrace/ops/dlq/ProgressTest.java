package dev.millrace.ops.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final SortedMap<Integer, Long> FROM = new TreeMap<>(Map.of(0, 5L, 1, 0L));
    private static final SortedMap<Integer, Long> SEGMENT = new TreeMap<>(Map.of(0, 9L, 1, 4L));
    private static final SortedMap<Integer, Long> END = new TreeMap<>(Map.of(0, 20L, 1, 4L));

    @Test
    void standsInTheOffsetsAndTheirMetadata() {
        Progress progress = Progress.begin("id", "plan", FROM, END)
                .reading(SEGMENT, false)
                .sent(new Place(new Origin("orders", 3, 77), 1, 2), new Tally(4, 2, 1, 1));

        Map<TopicPartition, OffsetAndMetadata> offsets = progress.offsets("dlq");

        assertThat(offsets.values()).extracting(OffsetAndMetadata::offset).containsExactlyInAnyOrder(5L, 0L);
        assertThat(Progress.of(offsets)).contains(progress);
    }

    @Test
    void isPlainOffsetsAtTheEnd() {
        Progress progress =
                Progress.begin("id", "plan", FROM, END).reading(END, true).behindSegment();

        Map<TopicPartition, OffsetAndMetadata> offsets = progress.offsets("dlq");

        assertThat(progress.isAtEnd()).isTrue();
        assertThat(offsets)
                .containsEntry(new TopicPartition("dlq", 0), new OffsetAndMetadata(20, ""))
                .containsEntry(new TopicPartition("dlq", 1), new OffsetAndMetadata(4, ""));
        assertThat(Progress.of(offsets)).isEqualTo(Optional.empty());
    }

    @Test
    void fitsTheMetadataThatABrokerTakes() {
        Progress progress = Progress.begin("id", "plan", FROM, END)
                .reading(SEGMENT, false)
                .sent(
                        new Place(new Origin("t".repeat(249), Integer.MAX_VALUE, Long.MAX_VALUE), 1, Long.MAX_VALUE),
                        new Tally(Long.MAX_VALUE, 1, 1, 1));

        assertThat(progress.offsets("dlq").values())
                .allSatisfy(offset -> assertThat(offset.metadata().length()).isLessThan(4096));
    }
}
