package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.HttpHeader;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    private final SinkRecord record = new SinkRecord("orders", 3, null, "k", null, "v", 42);

    /** Computed with another implementation of RFC 9562 section 5.5; it changes for no reason. */
    @Test
    void isTheNameBasedUuidOfConnectorAndCoordinates() {
        assertThat(IdempotencyKey.valueOf("deliver", record)).isEqualTo("57d2f760-788a-5f65-bf01-37f2fa225f8b");
    }

    @Test
    void isAStructuredStringByDefaultAndPlainOrAbsentWhenTold() {
        String value = IdempotencyKey.valueOf("deliver", record);

        assertThat(IdempotencyKey.QUOTED.headerOf("deliver", record))
                .contains(new HttpHeader("Idempotency-Key", '"' + value + '"'));
        assertThat(IdempotencyKey.PLAIN.headerOf("deliver", record)).contains(new HttpHeader("Idempotency-Key", value));
        assertThat(IdempotencyKey.NONE.headerOf("deliver", record)).isEmpty();
    }

    @Test
    void differsByConnectorAndCoordinatesAndNotByContent() {
        String value = IdempotencyKey.valueOf("deliver", record);

        assertThat(IdempotencyKey.valueOf("deliver", new SinkRecord("orders", 3, null, "k2", null, "v2", 42)))
                .isEqualTo(value);
        assertThat(IdempotencyKey.valueOf("other", record)).isNotEqualTo(value);
        assertThat(IdempotencyKey.valueOf("deliver", new SinkRecord("orders", 3, null, "k", null, "v", 43)))
                .isNotEqualTo(value);
        assertThat(IdempotencyKey.valueOf("deliver", new SinkRecord("orders", 4, null, "k", null, "v", 42)))
                .isNotEqualTo(value);
        assertThat(IdempotencyKey.valueOf("deliver", new SinkRecord("returns", 3, null, "k", null, "v", 42)))
                .isNotEqualTo(value);
    }

    @Test
    void staysTheSameWhenATransformMovesTheRecord() {
        SinkRecord moved = record.newRecord("elsewhere", 0, null, "k", null, "v", null);

        assertThat(IdempotencyKey.valueOf("deliver", moved)).isEqualTo(IdempotencyKey.valueOf("deliver", record));
    }
}
