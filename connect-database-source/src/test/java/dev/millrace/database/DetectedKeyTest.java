package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class DetectedKeyTest {

    private static final Schema NUMBER = SchemaBuilder.struct()
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();

    private static final Schema EVERYTHING = SchemaBuilder.struct()
            .name("public.things.Key")
            .field("int8", Schema.INT8_SCHEMA)
            .field("int16", Schema.INT16_SCHEMA)
            .field("int32", Schema.INT32_SCHEMA)
            .field("int64", Schema.INT64_SCHEMA)
            .field("float32", Schema.FLOAT32_SCHEMA)
            .field("float64", Schema.FLOAT64_SCHEMA)
            .field("flag", Schema.BOOLEAN_SCHEMA)
            .field("text", Schema.STRING_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("decimal", Decimal.schema(4))
            .field("date", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("at", Timestamp.SCHEMA)
            .field(
                    "micros",
                    SchemaBuilder.int64()
                            .name("io.debezium.time.MicroTimestamp")
                            .build())
            .field("list", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .field("nothing", Schema.OPTIONAL_STRING_SCHEMA)
            .field("number", NUMBER)
            .build();

    @Test
    void givesBackWhatItWrote() {
        Struct key = new Struct(EVERYTHING)
                .put("int8", (byte) -8)
                .put("int16", (short) 16)
                .put("int32", 32)
                .put("int64", Long.MIN_VALUE)
                .put("float32", 1.5f)
                .put("float64", Double.NEGATIVE_INFINITY)
                .put("flag", true)
                .put("text", "a \"quoted\" ä")
                .put("bytes", new byte[] {0, -1, 7})
                .put("decimal", new BigDecimal("12345678901234567890.1000"))
                .put("date", Date.from(Instant.ofEpochMilli(86_400_000L)))
                .put("at", Date.from(Instant.ofEpochMilli(-1L)))
                .put("micros", 1_700_000_000_000_001L)
                .put("list", List.of("a", "b"))
                .put("number", new Struct(NUMBER).put("scale", 1).put("value", new byte[] {5}));

        Object read = DetectedKey.read(DetectedKey.text(key), EVERYTHING);

        assertThat(read).isEqualTo(key);
    }

    @Test
    void givesBackATextAsItIs() {
        assertThat(DetectedKey.read(DetectedKey.text("berlin-7"), Schema.STRING_SCHEMA))
                .isEqualTo("berlin-7");
    }

    @Test
    void takesAKeyOfAWiderType() {
        String text = DetectedKey.text(new Struct(of(Schema.INT32_SCHEMA)).put("id", 7));

        assertThat(DetectedKey.read(text, of(Schema.INT64_SCHEMA)))
                .isEqualTo(new Struct(of(Schema.INT64_SCHEMA)).put("id", 7L));
        assertThat(DetectedKey.read(text, of(Schema.STRING_SCHEMA)))
                .isEqualTo(new Struct(of(Schema.STRING_SCHEMA)).put("id", "7"));
    }

    @Test
    void refusesAKeyOfOtherColumnsWithoutAWordOfIt() {
        Schema two = SchemaBuilder.struct()
                .field("a", Schema.STRING_SCHEMA)
                .field("b", Schema.STRING_SCHEMA)
                .build();
        String text = DetectedKey.text(new Struct(two).put("a", "secret").put("b", "secret"));

        assertThatThrownBy(() -> DetectedKey.read(text, of(Schema.STRING_SCHEMA)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it has other columns or types")
                .hasNoCause();
        assertThatThrownBy(() -> DetectedKey.read("[\"secret\"]", of(Schema.INT64_SCHEMA)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause();
        assertThatThrownBy(() -> DetectedKey.read("[\"secret\"]", two)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DetectedKey.read("[null]", of(Schema.INT64_SCHEMA)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Schema of(Schema column) {
        return SchemaBuilder.struct().field("id", column).build();
    }
}
