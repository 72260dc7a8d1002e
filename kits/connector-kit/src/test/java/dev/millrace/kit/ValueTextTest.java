package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTextTest {

    private static final java.util.Date TIME = java.util.Date.from(Instant.parse("2026-01-31T12:34:56.789Z"));

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(null, "a \"b\"", "a \"b\""),
                Arguments.of(null, "", ""),
                Arguments.of(null, (byte) -1, "-1"),
                Arguments.of(null, 9007199254740993L, "9007199254740993"),
                Arguments.of(null, 1.5, "1.5"),
                Arguments.of(null, 100.0, "100.0"),
                Arguments.of(null, 1e21, "1000000000000000000000"),
                Arguments.of(null, 1e-7, "0.00000010"),
                Arguments.of(null, 0.1f, "0.1"),
                Arguments.of(null, Double.NaN, "NaN"),
                Arguments.of(null, Float.NEGATIVE_INFINITY, "-Infinity"),
                Arguments.of(
                        Decimal.schema(2), new BigDecimal("1234567890123456789012.30"), "1234567890123456789012.30"),
                Arguments.of(null, new BigDecimal("1E+5"), "100000"),
                Arguments.of(null, new BigDecimal("1E+999999999"), "1E+999999999"),
                Arguments.of(null, BigInteger.TEN.pow(30), "1000000000000000000000000000000"),
                Arguments.of(null, true, "true"),
                Arguments.of(Timestamp.SCHEMA, TIME, "2026-01-31T12:34:56.789Z"),
                Arguments.of(null, TIME, "2026-01-31T12:34:56.789Z"),
                Arguments.of(Date.SCHEMA, TIME, "2026-01-31"),
                Arguments.of(Time.SCHEMA, java.util.Date.from(Instant.ofEpochMilli(45_296_789)), "12:34:56.789"),
                Arguments.of(Schema.BYTES_SCHEMA, "hello".getBytes(StandardCharsets.UTF_8), "aGVsbG8="),
                Arguments.of(null, ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8), 1, 3), "ZWxs"),
                Arguments.of(null, Map.of("a", 1), "{\"a\":1}"),
                Arguments.of(null, List.of("x", 2, true), "[\"x\",2,true]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void isTheTextOfAValue(@Nullable Schema schema, Object value, String text) {
        assertThat(ValueText.of(schema, value)).isEqualTo(text);
    }

    @Test
    void leavesABufferWhereItIs() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});

        assertThat(ValueText.of(null, buffer)).isEqualTo(ValueText.of(null, buffer));
        assertThat(buffer.position()).isZero();
    }

    @Test
    void refusesWhatHasNoTextWithoutItsContent() {
        assertThatThrownBy(() -> ValueText.of(null, URI.create("secret4711")))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("secret4711");
    }
}
