package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.HttpCall;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {

    private static final Schema ORDER = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("price", Decimal.schema(2))
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    static Stream<Arguments> values() {
        Struct order = new Struct(ORDER).put("id", 7L).put("price", new BigDecimal("12.50"));
        return Stream.of(
                Arguments.of("a struct", ORDER, order, "{\"id\":7,\"price\":12.50,\"note\":null}"),
                Arguments.of("a map", null, Map.of("id", 7), "{\"id\":7}"),
                Arguments.of("a list", null, List.of(1, "b", true), "[1,\"b\",true]"),
                Arguments.of("a number", Schema.INT32_SCHEMA, 5, "5"),
                Arguments.of("text, as it is", Schema.STRING_SCHEMA, "<a>ü</a>", "<a>ü</a>"),
                Arguments.of("bytes, as they are", Schema.BYTES_SCHEMA, bytes("{}"), "{}"),
                Arguments.of("a buffer", Schema.BYTES_SCHEMA, ByteBuffer.wrap(bytes("{}")), "{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void writesTheBody(String name, Schema schema, Object value, String body) {
        HttpCall call = callOf(requests(), new SinkRecord("orders", 0, null, null, schema, value, 0));

        assertThat(new String(call.body(), StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @Test
    void mayRepeatAtOnceWhatTheReceiverCanTellFromASecondRequest() {
        SinkRecord record = new SinkRecord("orders", 0, null, null, null, "x", 0);

        assertThat(callOf(requests(), record).repeatable()).isTrue();
        assertThat(callOf(requests("idempotency.key", "none"), record).repeatable())
                .isFalse();
        assertThat(callOf(requests("idempotency.key", "none", "http.method", "put"), record)
                        .repeatable())
                .isTrue();
    }

    @Test
    void sendsHeadersWithEachRecord() {
        HttpCall call = callOf(
                requests("http.headers", "X-Source: here"), new SinkRecord("orders", 0, null, null, null, "x", 0));

        assertThat(call.headers().stream().map(header -> header.name() + ": " + header.value()))
                .contains("X-Source: here")
                .anyMatch(line -> line.startsWith("Idempotency-Key: \""));
    }

    @Test
    void quotesNothingOfAValueItCanNotWrite() {
        Map<String, Object> value = new HashMap<>();
        value.put("secret", List.of(Thread.currentThread()));

        ConnectorFailure failure = catchThrowableOfType(
                ConnectorFailure.class,
                () -> requests().draft(new SinkRecord("orders", 0, null, null, null, value, 0)));

        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure).hasMessageNotContaining("secret").hasNoCause();
    }

    private static Requests requests(String... more) {
        RestSinkSettings settings =
                RestSinkConnector.settings(Delivering.settings("https://partner.example/orders", more));
        RouteSettings route = settings.routes().get(0);
        return Requests.single(route.request(), new IdempotencyKeys(settings.connector(), route.idempotency()));
    }

    private static HttpCall callOf(Requests requests, SinkRecord record) {
        return requests.callOf(List.of(requests.draft(record)), List.of(record));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
