package dev.millrace.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectJsonTest {

    static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of((byte) -128, "-128"),
                Arguments.of((short) 32767, "32767"),
                Arguments.of(Integer.MIN_VALUE, "-2147483648"),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(-0.5d, "-0.5"),
                Arguments.of(1e300, "1.0E300"),
                Arguments.of(Double.NaN, "\"NaN\""),
                Arguments.of(Double.NEGATIVE_INFINITY, "\"-Infinity\""),
                Arguments.of(Float.POSITIVE_INFINITY, "\"Infinity\""),
                Arguments.of(Float.NaN, "\"NaN\""),
                Arguments.of(true, "true"),
                Arguments.of("a\"b\\\n\u0001ü", "\"a\\\"b\\\\\\n\\u0001ü\""),
                Arguments.of("", "\"\""),
                Arguments.of(new BigDecimal("12.340"), "12.340"),
                Arguments.of(new BigDecimal("1E+3"), "1000"),
                Arguments.of(new BigInteger("123456789012345678901234567890"), "123456789012345678901234567890"),
                Arguments.of(new byte[] {0, 1, (byte) 0xff}, "\"AAH/\""),
                Arguments.of(new byte[0], "\"\""));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void writesEachScalarType(Object value, String json) {
        assertThat(ConnectJson.text(null, value)).isEqualTo(json);
    }

    static Stream<Arguments> times() {
        return Stream.of(
                Arguments.of(Date.SCHEMA, "2026-11-21T00:00:00Z", "\"2026-11-21\""),
                Arguments.of(Date.SCHEMA, "1969-12-31T00:00:00Z", "\"1969-12-31\""),
                Arguments.of(Time.SCHEMA, "1970-01-01T10:15:30.120Z", "\"10:15:30.12\""),
                Arguments.of(Time.SCHEMA, "1970-01-01T10:15:00Z", "\"10:15:00\""),
                Arguments.of(Timestamp.SCHEMA, "2026-11-21T10:15:30.123Z", "\"2026-11-21T10:15:30.123Z\""),
                Arguments.of(Timestamp.SCHEMA, "1969-12-31T23:59:59.999Z", "\"1969-12-31T23:59:59.999Z\""));
    }

    @ParameterizedTest
    @MethodSource("times")
    void writesDatesAndTimesAsIso8601(Schema schema, Instant instant, String json) {
        assertThat(ConnectJson.text(schema, java.util.Date.from(instant))).isEqualTo(json);
    }

    @Test
    void takesADateWithoutASchemaForATimestamp() {
        assertThat(ConnectJson.text(null, java.util.Date.from(Instant.EPOCH))).isEqualTo("\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void writesADecimalAsANumber() {
        assertThat(ConnectJson.text(Decimal.schema(2), new BigDecimal("-0.10"))).isEqualTo("-0.10");
    }

    @Test
    void keepsTheExponentOfADecimalWhoseDigitsFitNoMemory() {
        assertThat(ConnectJson.text(null, new BigDecimal("1E+999999999"))).isEqualTo("1E+999999999");
        assertThat(ConnectJson.text(null, new BigDecimal("1E-999999999"))).isEqualTo("1E-999999999");
    }

    @Test
    void leavesABufferAsItWas() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 0, 1, (byte) 0xff, 9}, 1, 3);

        String first = ConnectJson.text(Schema.BYTES_SCHEMA, buffer);
        String second = ConnectJson.text(Schema.BYTES_SCHEMA, buffer.asReadOnlyBuffer());

        assertThat(first).isEqualTo("\"AAH/\"").isEqualTo(second);
    }

    @Test
    void writesNullWithAndWithoutASchema() {
        assertThat(ConnectJson.text(null, null)).isEqualTo("null");
        assertThat(ConnectJson.text(Schema.OPTIONAL_STRING_SCHEMA, null)).isEqualTo("null");
    }

    @Test
    void writesNestedStructsByTheirSchemasInFieldOrder() {
        Schema line = SchemaBuilder.struct()
                .field("sku", Schema.STRING_SCHEMA)
                .field("due", Date.SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .field(
                        "unit",
                        SchemaBuilder.string().optional().defaultValue("piece").build())
                .build();
        Schema order = SchemaBuilder.struct()
                .field("z", Schema.INT64_SCHEMA)
                .field("lines", SchemaBuilder.array(line).build())
                .field("a", SchemaBuilder.map(Schema.STRING_SCHEMA, Time.SCHEMA).build())
                .build();
        Struct struct = new Struct(order)
                .put("z", 1L)
                .put("lines", List.of(new Struct(line).put("sku", "x").put("due", java.util.Date.from(Instant.EPOCH))))
                .put("a", Map.of("at", java.util.Date.from(Instant.EPOCH)));

        assertThat(ConnectJson.text(order, struct))
                .isEqualTo("{\"z\":1,\"lines\":[{\"sku\":\"x\",\"due\":\"1970-01-01\",\"note\":null,"
                        + "\"unit\":\"piece\"}],\"a\":{\"at\":\"00:00:00\"}}");
    }

    @Test
    void leavesANullAloneWhereDefaultsAreNotAskedFor() {
        Schema schema = SchemaBuilder.struct()
                .field(
                        "unit",
                        SchemaBuilder.string().optional().defaultValue("piece").build())
                .build();
        List<Struct> lines = List.of(new Struct(schema).put("unit", null));

        assertThat(ConnectJson.textWithoutDefaults(null, lines)).isEqualTo("[{\"unit\":null}]");
        assertThat(ConnectJson.text(null, lines)).isEqualTo("[{\"unit\":\"piece\"}]");
    }

    @Test
    void writesNestedValuesWithoutASchemaInMapOrder() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("z", List.of(1, List.of(), Map.of()));
        value.put("a", Collections.singletonMap("none", null));

        assertThat(ConnectJson.text(null, value)).isEqualTo("{\"z\":[1,[],{}],\"a\":{\"none\":null}}");
    }

    @Test
    void namesFieldsByNumbersAndFlagsToo() {
        Schema schema =
                SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build();

        assertThat(ConnectJson.text(schema, Map.of(7, "seven"))).isEqualTo("{\"7\":\"seven\"}");
        assertThat(ConnectJson.text(null, Map.of(true, 1))).isEqualTo("{\"true\":1}");
    }

    @Test
    void refusesMapKeysThatAreNoNames() {
        Map<Object, Object> withoutKey = new HashMap<>();
        withoutKey.put(null, 1);

        assertThatThrownBy(() -> ConnectJson.text(null, withoutKey)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> ConnectJson.text(null, Map.of(ByteBuffer.allocate(1), 1)))
                .isInstanceOf(DataException.class);
    }

    @Test
    void refusesAForeignTypeWithoutQuotingItsValue() {
        UUID value = new UUID(1, 2);

        assertThatThrownBy(() -> ConnectJson.text(null, value))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("java.util.UUID")
                .hasMessageNotContaining(value.toString());
    }

    @Test
    void refusesWhatIsNestedTooDeepAsAFaultOfTheValue() {
        Object value = 1;
        for (int depth = 0; depth < 2_000; depth++) {
            value = List.of(value);
        }
        Object deep = value;

        assertThatThrownBy(() -> ConnectJson.text(null, deep)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> ConnectJson.write(OutputStream.nullOutputStream(), null, deep))
                .isInstanceOf(DataException.class);
    }

    @Test
    void escapesHalfACharacterSoThatTheBytesAreValidUtf8() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ConnectJson.write(bytes, null, "\uD800x");

        assertThat(bytes.toString(UTF_8)).isEqualToIgnoringCase("\"\\ud800x\"");
    }

    @Test
    void writesUtf8AndLeavesTheStreamOpen() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream stream = new OutputStream() {
            @Override
            public void write(int one) {
                bytes.write(one);
            }

            @Override
            public void close() {
                throw new AssertionError("the stream belongs to the caller");
            }
        };

        ConnectJson.write(stream, null, "grün");
        ConnectJson.write(stream, null, 1);

        assertThat(bytes.toString(UTF_8)).isEqualTo("\"grün\"1");
    }

    @Test
    void handsOnTheFailureOfTheStream() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("disk full");
            }
        };

        assertThatThrownBy(() -> ConnectJson.write(full, null, "text"))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }
}
