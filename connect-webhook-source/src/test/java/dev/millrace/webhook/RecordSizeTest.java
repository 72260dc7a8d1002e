package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Kafka would not take is found before the worker is asked. */
@Timeout(120)
class RecordSizeTest {

    private static final RecordSize PLAIN = RecordSize.from(Map.of());
    private static final RecordSize JSON =
            RecordSize.from(Map.of("value.converter", "org.apache.kafka.connect.json.JsonConverter"));

    private static PreparedRecord record(Object value) {
        return new PreparedRecord("events", null, null, value, new ConnectHeaders(), 0);
    }

    private static long json(Object value) {
        return JSON.of(record(value)) - PLAIN.of(record(""));
    }

    @Test
    void countsBytesAsTheConverterWritesThem() {
        byte[] body = new byte[1 << 20];

        assertThat(PLAIN.of(record(new byte[1_000])) - PLAIN.of(record(""))).isEqualTo(1_000);
        assertThat(json(new byte[1_000])).isEqualTo(2 + 1_336);
        assertThat(JSON.isExceededBy(record(new byte[800_000]))).isTrue();
        assertThat(PLAIN.isExceededBy(record(new byte[800_000]))).isFalse();
        assertThat(PLAIN.isExceededBy(record(body))).isTrue();
    }

    @Test
    void isNeverMoreThanTheJsonOfAValue() {
        Schema schema = SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).field("n", Schema.INT32_SCHEMA);
        Struct struct = new Struct(schema).put("id", "e1").put("n", 7);

        assertThat(json("text")).isEqualTo(length("\"text\""));
        assertThat(json(Map.of("id", "e1"))).isBetween(11L, length("{\"id\":\"e1\"}"));
        assertThat(json(List.of("a", "b"))).isBetween(8L, length("[\"a\",\"b\"]"));
        assertThat(json(struct)).isBetween(16L, length("{\"id\":\"e1\",\"n\":7}"));
    }

    @Test
    void goesByTheSizeThatTheProducerIsGiven() {
        RecordSize large = RecordSize.from(Map.of("producer.override.max.request.size", "4000000"));

        assertThat(large.isExceededBy(record(new byte[3_000_000]))).isFalse();
        assertThat(large.isExceededBy(record(new byte[4_000_000]))).isTrue();
    }

    private static long length(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
