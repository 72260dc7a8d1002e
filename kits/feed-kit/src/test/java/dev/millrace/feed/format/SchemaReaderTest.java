package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class SchemaReaderTest {

    @Test
    void turnsTextsIntoDeclaredTypes() throws IOException {
        Read read = first(
                "csv",
                Map.of("schema.fields", "id int64, amount decimal(6,2)?, note string?"),
                "id,amount,note\n7,1.5,\n");

        Struct row = row(read);
        assertThat(row.schema().name()).isEqualTo("millrace.csv.Row");
        assertThat(row.getInt64("id")).isEqualTo(7);
        assertThat(row.get("amount")).isEqualTo(new BigDecimal("1.50"));
        assertThat(row.getString("note")).isEmpty();
    }

    @Test
    void namesTheSchemaAsConfigured() throws IOException {
        Map<String, String> options = Map.of("schema.fields", "a string", "schema.name", "com.example.Order");

        for (String mode : List.of("declared", "format", "sampled")) {
            Map<String, String> all = new HashMap<>(options);
            all.put("schema.mode", mode);
            assertThat(row(first("csv", all, "a\n1\n")).schema().name()).isEqualTo("com.example.Order");
        }
    }

    @Test
    void namesTheFieldAndNotTheValueThatDoesNotFit() throws IOException {
        Read read = first("csv", Map.of("schema.fields", "id int64"), "id\nsecret\n");

        assertThat(read).isInstanceOfSatisfying(Read.Malformed.class, malformed -> {
            assertThat(malformed.code()).isEqualTo("field-value");
            assertThat(malformed.recoverable()).isTrue();
            assertThat(malformed.message())
                    .contains("field id")
                    .contains("int64")
                    .doesNotContain("secret");
        });
    }

    @Test
    void refusesFieldsThatTheSchemaDoesNotKnowUnlessTheyAreIgnored() throws IOException {
        String json = "{\"a\": 1, \"b\": 2}\n";

        Read refused = first("json", Map.of("schema.fields", "a int64"), json);
        Read taken = first("json", Map.of("schema.fields", "a int64", "schema.unknown.fields", "ignore"), json);

        assertThat(refused).isInstanceOf(Read.Malformed.class);
        assertThat(row(taken).getInt64("a")).isEqualTo(1);
    }

    @Test
    void makesStructsOfNestedJson() throws IOException {
        Map<String, String> options = Map.of(
                "schema.fields",
                "id int32, tags array(string), at struct(lat float64, lon float64?)?, more map(int64), rest string?");

        Struct row = row(
                first(
                        "json",
                        options,
                        "{\"id\": 1, \"tags\": [\"x\"], \"at\": {\"lat\": 1.5}, \"more\": {\"k\": 2}, \"rest\": {\"a\": [1, null]}}"));

        row.validate();
        assertThat(row.getArray("tags")).isEqualTo(List.of("x"));
        assertThat(row.getStruct("at").getFloat64("lat")).isEqualTo(1.5);
        assertThat(row.getMap("more")).isEqualTo(Map.of("k", 2L));
        assertThat(row.getString("rest")).isEqualTo("{\"a\":[1,null]}");
    }

    @Test
    void samplesTheNarrowestTypesAndKeepsThem() throws IOException {
        List<SeenRead> reads = FormatSpec.read(
                "csv",
                Map.of("schema.mode", "sampled", "schema.sample.records", "2"),
                "id,zip,ok,price\n1,01067,true,1.5\n2,10115,false,2\nx,9,true,3\n4,abc,true,4\n".getBytes(UTF_8));

        assertThat(reads.get(0).value()).isEqualTo(Map.of("id", 1L, "zip", "01067", "ok", true, "price", 1.5));
        assertThat(reads.get(2).kind()).isEqualTo("field-value");
        assertThat(reads.get(3).value()).isEqualTo(Map.of("id", 4L, "zip", "abc", "ok", true, "price", 4.0));
    }

    @Test
    void resumesWithTheSampledSchemaEvenWhenTheRestWouldMakeAnother() throws IOException {
        AbstractConfig config = config(Map.of("schema.mode", "sampled"));
        byte[] bytes = "id,t\nx,2024-01-02\n7,\n".getBytes(UTF_8);
        try (RecordReader reader = open("csv", config, bytes, Position.START, "")) {
            Read.Value before = (Read.Value) reader.next();
            byte[] rest = Arrays.copyOfRange(bytes, (int) before.end().offset(), bytes.length);

            try (RecordReader resumed = open("csv", config, rest, before.end(), reader.state())) {
                Read.Value after = (Read.Value) resumed.next();

                assertThat(after.schema()).isEqualTo(before.schema());
                assertThat(row(after).getString("id")).isEqualTo("7");
                assertThat(resumed.state()).isEqualTo(reader.state());
            }
        }
    }

    @Test
    void looksAtNoMoreThanAQuarterOfAMegabyteToSample() throws IOException {
        StringBuilder text = new StringBuilder("id\n");
        text.append("1\n".repeat(200_000)).append("x\n");

        List<SeenRead> reads = FormatSpec.read(
                "csv",
                Map.of("schema.mode", "sampled", "schema.sample.records", "100000"),
                text.toString().getBytes(UTF_8));

        assertThat(reads.get(0).value()).isEqualTo(Map.of("id", 1L));
        assertThat(reads.get(200_000).kind()).isEqualTo("field-value");
    }

    @Test
    void readsMapsWithoutASchema() throws IOException {
        Read.Value read = (Read.Value) first("csv", Map.of("schema.mode", "none"), "a,b\n1,2\n");

        assertThat(read.schema()).isNull();
        assertThat(read.value()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void samplesNestedJson() throws IOException {
        Struct row = row(first(
                "json",
                Map.of("schema.mode", "sampled"),
                "{\"a\": {\"b\": 1}, \"c\": [1.5], \"d\": \"2024-01-02\", \"e\": null}\n{\"a\": null}\n"));

        assertThat(row.getStruct("a").getInt64("b")).isEqualTo(1);
        assertThat(row.getArray("c")).isEqualTo(List.of(1.5));
        assertThat(row.getString("d")).isEqualTo("2024-01-02");
        assertThat(row.schema().field("e").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    }

    @Test
    void refusesAStateWithoutTheSampledSchema() {
        AbstractConfig config = config(Map.of("schema.mode", "sampled"));

        assertThatThrownBy(() -> open("csv", config, new byte[0], new Position(1, 2, 2), "utf-8:a"))
                .isInstanceOf(ConnectorFailure.class)
                .hasMessageContaining("schema.mode");
    }

    private static Struct row(Read read) {
        return (Struct) Objects.requireNonNull(((Read.Value) read).value());
    }

    private static Read first(String format, Map<String, String> options, String text) throws IOException {
        Map<String, String> all = new HashMap<>(options);
        all.putIfAbsent("schema.mode", "declared");
        try (RecordReader reader = open(format, config(all), text.getBytes(UTF_8), Position.START, "")) {
            return reader.next();
        }
    }

    private static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        return new AbstractConfig(definition, options, false);
    }

    private static RecordReader open(String format, AbstractConfig config, byte[] bytes, Position start, String state)
            throws IOException {
        return Formats.named(format)
                .open(new ByteArrayInputStream(bytes), new ReadContext(config, "in/a", start, state));
    }
}
