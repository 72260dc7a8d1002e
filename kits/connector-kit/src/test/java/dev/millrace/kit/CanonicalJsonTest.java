package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    private static final Schema LINE = SchemaBuilder.struct()
            .name("Line")
            .field("sku", Schema.STRING_SCHEMA)
            .field("count", Schema.INT32_SCHEMA)
            .build();

    private final CanonicalJson json = new CanonicalJson();

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesTheNumbersOfAppendixB(String bits, String text) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        String written = json.text(null, number);

        assertThat(written).isEqualTo(text);
    }

    @Test
    void writesWhileItIsWritingAndAfterItFailed() {
        StringBuilder outer = new StringBuilder();
        StringBuilder inner = new StringBuilder();
        List<Object> formless = List.of("a part that is written already", new Object());

        assertThatThrownBy(() -> json.text(null, formless)).isInstanceOf(DataException.class);
        json.write(null, List.of(1, "one"), (bytes, from, length) -> {
            inner.append(json.text(null, List.of(2, "two")));
            outer.append(new String(bytes, from, length, StandardCharsets.UTF_8));
        });

        assertThat(outer).hasToString("[1,\"one\"]");
        assertThat(inner).hasToString("[2,\"two\"]");
    }

    @Test
    void writesTheExampleOfSection322() {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("numbers", List.of(333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001));
        example.put("string", "\u20ac$\u000F\nA'B\"\\\\\"/");
        example.put("literals", Arrays.asList(null, true, false));

        String written = json.text(null, example);

        assertThat(written)
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void sortsNamesByTheirUnitsAsSection323Has() {
        Map<String, Object> example = new LinkedHashMap<>();
        List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")
                .forEach(name -> example.put(name, true));

        String written = json.text(null, example);

        assertThat(written)
                .isEqualTo("{\"\\r\":true,\"1\":true,\"\u0080\":true,\"\u00f6\":true,\"\u20ac\":true,"
                        + "\"\ud83d\ude00\":true,\"\ufb33\":true}");
    }

    @Test
    void writesStructsAndMapsAlike() {
        Schema schema = SchemaBuilder.struct()
                .field("total", Decimal.schema(2))
                .field("id", Schema.INT64_SCHEMA)
                .field("lines", SchemaBuilder.array(LINE).build())
                .field("tags", SchemaBuilder.map(Schema.STRING_SCHEMA, LINE).build())
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct line = new Struct(LINE).put("sku", "A").put("count", 2);
        Struct struct = new Struct(schema)
                .put("total", new BigDecimal("10.50"))
                .put("id", 7L)
                .put("lines", List.of(line, line))
                .put("tags", Map.of("b", line));
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, Object> lineMap = Map.of("count", 2, "sku", "A");
        map.put("note", null);
        map.put("id", 7L);
        map.put("tags", Map.of("b", lineMap));
        map.put("lines", List.of(lineMap, lineMap));
        map.put("total", new BigDecimal("10.50"));

        String written = json.text(schema, struct);

        assertThat(written)
                .isEqualTo(json.text(null, map))
                .isEqualTo("{\"id\":\"7\",\"lines\":[{\"count\":2,\"sku\":\"A\"},{\"count\":2,\"sku\":\"A\"}],"
                        + "\"note\":null,\"tags\":{\"b\":{\"count\":2,\"sku\":\"A\"}},\"total\":\"10.50\"}");
    }

    @Test
    void writesWhatJsonDoesNotKnowByItsType() {
        List<Object> values = List.of(
                Long.MAX_VALUE,
                0L,
                new BigInteger("18446744073709551616"),
                new BigDecimal("1E+3"),
                Double.NaN,
                Float.NEGATIVE_INFINITY,
                0.1f,
                16777216f,
                new byte[] {1, 2, 3},
                ByteBuffer.wrap(new byte[] {4}),
                Date.from(Instant.ofEpochMilli(1_000)),
                (byte) -1,
                (short) 2);

        String written = json.text(null, values);

        assertThat(written)
                .isEqualTo("[\"9223372036854775807\",\"0\",\"18446744073709551616\",\"1000\",\"NaN\",\"-Infinity\",0.1,"
                        + "16777216,\"AQID\",\"BA==\",\"1970-01-01T00:00:01Z\",-1,2]");
    }

    @Test
    void writesDatesAndTimesAsTheirSchemaSays() {
        Schema schema = SchemaBuilder.struct()
                .field("at", Timestamp.SCHEMA)
                .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
                .field("time", Time.SCHEMA)
                .build();
        Struct struct = new Struct(schema)
                .put("at", Date.from(Instant.ofEpochMilli(86_400_123)))
                .put("day", Date.from(Instant.ofEpochMilli(86_400_000)))
                .put("time", Date.from(Instant.ofEpochMilli(60_000)));

        String written = json.text(schema, struct);

        assertThat(written)
                .isEqualTo("{\"at\":\"1970-01-02T00:00:00.123Z\",\"day\":\"1970-01-02\",\"time\":\"00:01:00\"}");
    }

    @Test
    void putsNoDefaultOfASchemaInThePlaceOfANull() {
        Schema schema = SchemaBuilder.struct()
                .field(
                        "state",
                        SchemaBuilder.string().optional().defaultValue("NEW").build())
                .build();

        String written = json.text(schema, new Struct(schema));

        assertThat(written).isEqualTo("{\"state\":null}");
    }

    @Test
    void writesHalfOfASurrogatePairAsAnEscape() {
        String written = json.text(null, "a\ud800b\udc00");

        assertThat(written).isEqualTo("\"a\\ud800b\\udc00\"");
    }

    @Test
    void writesStructsOfAnotherSchemaInTheSamePlace() {
        Schema inner = SchemaBuilder.struct().field("b", Schema.INT32_SCHEMA).build();
        Schema other = SchemaBuilder.struct()
                .field("c", Schema.INT32_SCHEMA)
                .field("a", Schema.INT32_SCHEMA)
                .build();
        Schema outer = SchemaBuilder.struct().field("x", inner).build();
        Schema second = SchemaBuilder.struct().field("x", other).build();

        List<String> written = List.of(
                json.text(outer, new Struct(outer).put("x", new Struct(inner).put("b", 1))),
                json.text(
                        second,
                        new Struct(second)
                                .put("x", new Struct(other).put("a", 1).put("c", 2))),
                json.text(outer, new Struct(outer).put("x", new Struct(inner).put("b", 3))));

        assertThat(written).containsExactly("{\"x\":{\"b\":1}}", "{\"x\":{\"a\":1,\"c\":2}}", "{\"x\":{\"b\":3}}");
    }

    @Test
    void refusesWhatHasNoFormWithoutTellingIt() {
        assertThatThrownBy(() -> json.text(null, Map.of("a", new StringBuilder("secret"))))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> json.text(null, Map.of(List.of("secret"), 1)))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> json.text(null, Map.of(1, "a", "1", "b"))).isInstanceOf(DataException.class);
    }

    @Test
    void refusesWhatIsNestedTooDeepInsteadOfOverflowing() {
        List<Object> deep = new ArrayList<>();
        for (int level = 0; level < 20_000; level++) {
            deep = new ArrayList<>(List.of(deep));
        }
        List<Object> nested = deep;

        assertThatThrownBy(() -> json.text(null, nested))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void writesLongTextsInPiecesWithoutAnySeam() throws Exception {
        String text = "\u00e4\ud83d\ude00\"x".repeat(3_000);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String name = "n".repeat(5_000);

        json.write(null, Map.of(name, text), digest::update);

        byte[] whole = ("{\"" + name + "\":\"" + text.replace("\"", "\\\"") + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(whole)));
    }

    @Test
    void givesTheSameForManySchemasAndThreads() {
        List<String> written = IntStream.range(0, 3_000)
                .parallel()
                .mapToObj(number -> {
                    Schema schema = SchemaBuilder.struct()
                            .field("z" + number % 300, Schema.INT32_SCHEMA)
                            .field("a", Schema.INT32_SCHEMA)
                            .build();
                    Struct struct =
                            new Struct(schema).put("z" + number % 300, 1).put("a", 2);
                    return json.text(schema, struct).replace("z" + number % 300, "z");
                })
                .distinct()
                .toList();

        assertThat(written).containsExactly("{\"a\":2,\"z\":1}");
    }
}
