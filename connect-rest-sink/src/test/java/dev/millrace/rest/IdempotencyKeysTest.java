package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.HttpHeader;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {

    private final SinkRecord record = new SinkRecord("orders", 3, null, "k", null, "v", 42);

    /** Computed with another implementation of RFC 9562 section 5.5; it changes for no reason. */
    @Test
    void isTheNameBasedUuidOfConnectorAndCoordinates() {
        assertThat(valueOf("deliver", record)).isEqualTo("57d2f760-788a-5f65-bf01-37f2fa225f8b");
    }

    @Test
    void isAStructuredStringByDefaultAndPlainOrAbsentWhenTold() {
        String value = valueOf("deliver", record);

        assertThat(keys(IdempotencyKey.QUOTED).header(value))
                .isEqualTo(new HttpHeader("Idempotency-Key", '"' + value + '"'));
        assertThat(keys(IdempotencyKey.PLAIN).header(value)).isEqualTo(new HttpHeader("Idempotency-Key", value));
        assertThat(keys(IdempotencyKey.NONE).of(List.of(record))).isEmpty();
    }

    @Test
    void differsByConnectorAndCoordinatesAndNotByContent() {
        String value = valueOf("deliver", record);

        assertThat(valueOf("deliver", new SinkRecord("orders", 3, null, "k2", null, "v2", 42)))
                .isEqualTo(value);
        assertThat(valueOf("other", record)).isNotEqualTo(value);
        assertThat(valueOf("deliver", new SinkRecord("orders", 3, null, "k", null, "v", 43)))
                .isNotEqualTo(value);
        assertThat(valueOf("deliver", new SinkRecord("orders", 4, null, "k", null, "v", 42)))
                .isNotEqualTo(value);
        assertThat(valueOf("deliver", new SinkRecord("returns", 3, null, "k", null, "v", 42)))
                .isNotEqualTo(value);
    }

    @Test
    void staysTheSameWhenATransformMovesTheRecord() {
        SinkRecord moved = record.newRecord("elsewhere", 0, null, "k", null, "v", null);

        assertThat(valueOf("deliver", moved)).isEqualTo(valueOf("deliver", record));
    }

    @Test
    void differsForBatchesThatBeginAndEndAlike() {
        SinkRecord between = new SinkRecord("orders", 3, null, "k", null, "v", 43);
        SinkRecord last = new SinkRecord("orders", 3, null, "k", null, "v", 44);

        String whole = IdempotencyKeys.coordinates("deliver", List.of(record, between, last));
        String withAGap = IdempotencyKeys.coordinates("deliver", List.of(record, last));

        assertThat(whole).isNotEqualTo(withAGap).hasSize(36);
        assertThat(IdempotencyKeys.coordinates("deliver", List.of(record, last)))
                .isEqualTo(withAGap);
    }

    @Test
    void isMadeOfTheRecordByATemplate() {
        IdempotencyKeys keys = templated("{topic}-{value.id|upper}");
        SinkRecord one = new SinkRecord("orders", 0, null, "k", null, Map.of("id", "a\"1"), 7);
        SinkRecord two = new SinkRecord("orders", 0, null, "k", null, Map.of("id", "a2"), 8);

        assertThat(keys.of(List.of(one))).contains("orders-A\"1");
        assertThat(keys.header("orders-A\"1").value()).isEqualTo("\"orders-A\\\"1\"");
        assertThat(keys.of(List.of(one, two)))
                .hasValueSatisfying(key -> assertThat(key)
                        .hasSize(36)
                        .isNotEqualTo(keys.of(List.of(two, one)).orElseThrow()));
    }

    @Test
    void isRefusedForARecordThatLacksWhatItIsMadeOf() {
        assertThat(refused("{value.id}", Map.of("number", 1)).code()).isEqualTo("unresolved-place");
        assertThat(refused("{value.id}", Map.of("id", " ")).code()).isEqualTo("idempotency-key");
        assertThat(refused("{value.id}", Map.of("id", "grün-secret")))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED))
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private static ConnectorFailure refused(String template, Map<String, ?> value) {
        return catchThrowableOfType(
                ConnectorFailure.class,
                () -> templated(template).of(List.of(new SinkRecord("orders", 0, null, "k", null, value, 7))));
    }

    private static String valueOf(String connector, SinkRecord record) {
        return IdempotencyKeys.coordinates(connector, List.of(record));
    }

    private static IdempotencyKeys keys(IdempotencyKey form) {
        return new IdempotencyKeys("deliver", new IdempotencySettings(form, "Idempotency-Key", Optional.empty()));
    }

    private static IdempotencyKeys templated(String template) {
        return new IdempotencyKeys(
                "deliver",
                new IdempotencySettings(
                        IdempotencyKey.QUOTED, "Idempotency-Key", Optional.of(Template.parse(template))));
    }
}
