package dev.millrace.ops.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CauseTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void takesTheNewestSetOfSeveral() {
        ConsumerRecord<byte[], byte[]> record = record();
        add(record, "__connect.errors.topic", "orders");
        add(record, "__connect.errors.stage", "VALUE_CONVERTER");
        add(record, "__connect.errors.topic", "orders.retry.sink");
        add(record, "__connect.errors.partition", "2");
        add(record, "__connect.errors.offset", "77");
        add(record, "__connect.errors.stage", "TASK_PUT");

        Cause cause = Cause.of(record, HeaderNames.known());

        assertThat(cause.stage()).isEqualTo("TASK_PUT");
        assertThat(cause.origin()).contains(new Origin("orders.retry.sink", 2, 77));
    }

    @Test
    void readsTheHeadersOfSpringWhoseNumbersAreBinary() {
        ConsumerRecord<byte[], byte[]> record = record();
        add(record, "kafka_dlt-original-topic", "orders");
        record.headers()
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(3).array());
        record.headers()
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(42).array());
        add(record, "kafka_dlt-original-consumer-group", "billing");
        add(record, "kafka_dlt-exception-fqcn", "org.example.Listener");
        add(record, "kafka_dlt-exception-cause-fqcn", "java.io.IOException");

        Cause cause = Cause.of(record, HeaderNames.known());

        assertThat(cause.origin()).contains(new Origin("orders", 3, 42));
        assertThat(cause.connector()).isEqualTo("billing");
        assertThat(cause.exception()).isEqualTo("java.io.IOException");
    }

    @Test
    void readsTheHeadersOfRules() {
        ConsumerRecord<byte[], byte[]> record = record();
        add(record, "__rule.topic", "orders");
        add(record, "__rule.name", "checkTotal");
        add(record, "__rule.mode", "WRITE");
        add(record, "__rule.exception", "expression failed");

        Cause cause = Cause.of(record, HeaderNames.known());

        assertThat(cause.origin().map(Origin::topic)).contains("orders");
        assertThat(cause.component()).isEqualTo("checkTotal");
        assertThat(new Destination(Destination.ORIGIN, 3, "p").of(new SetAside(record, cause)))
                .contains("orders");
        assertThat(new Destination(Destination.RETRY, 3, "p").of(new SetAside(record, cause)))
                .isEmpty();
    }

    @Test
    void readsHeadersOfNamesThatAFileTells() throws IOException {
        Path file = Files.writeString(
                folder.resolve("names.properties"), "prefix=x-dead-\ntopic=x-dead-topic\nexception=x-dead-why\n");
        ConsumerRecord<byte[], byte[]> record = record();
        add(record, "x-dead-topic", "orders");
        add(record, "x-dead-why", "TooLate");
        add(record, "trace", "t1");

        List<HeaderNames> names = HeaderNames.of(file.toString());
        Cause cause = Cause.of(record, names);
        List<Header> sent = new ReplayHeaders(names, new ReplayNote("id", "ada", "OPS-1"))
                .of(new SetAside(record, cause), ReplayHeaders.at(Instant.EPOCH));

        assertThat(cause.exception()).isEqualTo("TooLate");
        assertThat(sent)
                .extracting(Header::key)
                .contains("trace", "dlq.first.why")
                .doesNotContain("x-dead-why");
    }

    @Test
    void sendsWhatASourceSetAsideWhereItWouldHaveGone() {
        ConsumerRecord<byte[], byte[]> record = record();
        add(record, "millrace.kind", "rejected");
        add(record, "millrace.error.topic", "orders");
        add(record, "millrace.error.code", "contract-breach");

        Cause cause = Cause.of(record, HeaderNames.known());

        assertThat(cause.exception()).isEqualTo("contract-breach");
        assertThat(new Destination(Destination.RETRY, 3, "p").of(new SetAside(record, cause)))
                .contains("orders");
    }

    @Test
    void knowsNothingOfARecordWithoutHeaders() {
        Cause cause = Cause.of(record(), HeaderNames.known());

        assertThat(cause.origin()).isEqualTo(Optional.empty());
        assertThat(cause.attempt()).isZero();
    }

    @Test
    void givesMessagesOfOneKindOneFingerprint() {
        assertThat(Fingerprint.of("answered 429 for 'ada' after 12 ms"))
                .isEqualTo(Fingerprint.of("answered 500 for 'bob, 3' after 7 ms"))
                .isNotEqualTo(Fingerprint.of("refused for 'ada' after 12 ms"));
    }

    private static ConsumerRecord<byte[], byte[]> record() {
        return new ConsumerRecord<>("dlq", 0, 0, new byte[0], new byte[0]);
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
