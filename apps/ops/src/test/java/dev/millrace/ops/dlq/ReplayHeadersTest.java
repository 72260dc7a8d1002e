package dev.millrace.ops.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class ReplayHeadersTest {

    private final ReplayHeaders headers =
            new ReplayHeaders(HeaderNames.known(), new ReplayNote("run", "ada", "repaired"));

    @Test
    void keepsTheFirstCauseAndTakesItsHeadersOff() {
        assertThat(sent(failed("TASK_PUT", "trace")))
                .extracting(Header::key)
                .containsExactly(
                        "trace",
                        "dlq.first.topic",
                        "dlq.first.partition",
                        "dlq.first.offset",
                        "dlq.first.stage",
                        "dlq.first.origin",
                        "dlq.replay.id",
                        "dlq.replay.attempt",
                        "dlq.replay.at",
                        "dlq.replay.by",
                        "dlq.replay.reason",
                        "dlq.replay.origin");
    }

    @Test
    void doesTheSameToNamesOfAnyNumber() {
        for (int number = 0; number < 3_000; number++) {
            assertThat(sent(failed("TASK_PUT", "trace-" + number)))
                    .extracting(Header::key)
                    .contains("trace-" + number, "dlq.first.stage")
                    .doesNotContain("__connect.errors.stage");
        }
    }

    private List<Header> sent(ConsumerRecord<byte[], byte[]> record) {
        return headers.of(new SetAside(record, Cause.of(record, HeaderNames.known())), ReplayHeaders.at(Instant.EPOCH));
    }

    private static ConsumerRecord<byte[], byte[]> failed(String stage, String own) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("dead", 0, 0, null, null);
        record.headers()
                .add(own, "1".getBytes(UTF_8))
                .add("__connect.errors.topic", "orders".getBytes(UTF_8))
                .add("__connect.errors.partition", "0".getBytes(UTF_8))
                .add("__connect.errors.offset", "7".getBytes(UTF_8))
                .add("__connect.errors.stage", stage.getBytes(UTF_8));
        return record;
    }
}
