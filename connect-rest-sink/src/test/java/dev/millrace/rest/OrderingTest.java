package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderingTest {

    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.BYTES_SCHEMA).build();

    @ParameterizedTest
    @ValueSource(strings = {"text", "bytes", "struct", "map"})
    void equalKeysOfATopicShareALaneWhateverTheirType(String type) {
        Object first = Ordering.KEY.laneOf(record(0, key(type, "a")));
        Object second = Ordering.KEY.laneOf(record(1, key(type, "a")));
        Object other = Ordering.KEY.laneOf(record(0, key(type, "b")));

        assertThat(first).isEqualTo(second).hasSameHashCodeAs(second).isNotEqualTo(other);
    }

    @Test
    void recordsWithoutAKeyShareTheLaneOfTheirPartition() {
        Object first = Ordering.KEY.laneOf(record(0, null));

        assertThat(first).isEqualTo(Ordering.KEY.laneOf(record(0, null)));
        assertThat(first).isNotEqualTo(Ordering.KEY.laneOf(record(1, null)));
    }

    @Test
    void aPartitionIsThatOfTheTopicItWasReadFrom() {
        SinkRecord moved = record(0, "a").newRecord("elsewhere", 5, null, "a", null, "v", null);

        assertThat(Ordering.PARTITION.laneOf(moved)).isEqualTo(Ordering.PARTITION.laneOf(record(0, "b")));
    }

    @Test
    void withoutAnOrderEachRecordHasALaneOfItsOwn() {
        SinkRecord record = record(0, "a");

        Object first = Ordering.NONE.laneOf(record);
        Object second = Ordering.NONE.laneOf(record);

        assertThat(first).isNotEqualTo(second);
    }

    private static Object key(String type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (type) {
            case "bytes" -> bytes;
            case "struct" -> new Struct(KEY).put("id", bytes);
            case "map" -> new HashMap<>(Map.of("id", bytes));
            default -> text;
        };
    }

    @SuppressWarnings("NullAway") // records without a key are records too
    private static SinkRecord record(int partition, @Nullable Object key) {
        return new SinkRecord("orders", partition, null, key, null, "v", 0);
    }
}
