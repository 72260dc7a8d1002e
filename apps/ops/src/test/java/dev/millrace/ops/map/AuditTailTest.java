package dev.millrace.ops.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AuditTailTest {

    private static final String TOPIC = "file-events";

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final AuditTail tail = new AuditTail(() -> consumer, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private static String event(String connector, String time, String step) {
        return """
                {"chainId": "c", "seq": 0, "prevHash": "", "action": "RECEIVE", "connector": "%s", "time": "%s", "step": "%s",
                 "subject": "sftp://h/in/a.csv", "outcome": "success", "reason": null, "records": 20}""".formatted(connector, time, step);
    }

    private void holds(Map<Integer, List<String>> partitions) {
        List<PartitionInfo> infos = new ArrayList<>();
        partitions.forEach((number, values) -> {
            TopicPartition partition = new TopicPartition(TOPIC, number);
            infos.add(new PartitionInfo(TOPIC, number, Node.noNode(), new Node[0], new Node[0]));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, (long) values.size()));
        });
        consumer.updatePartitions(TOPIC, infos);
        // The records can be given to a consumer only that has been assigned.
        consumer.schedulePollTask(() -> partitions.forEach((number, values) -> {
            for (int offset = 0; offset < values.size(); offset++) {
                consumer.addRecord(new ConsumerRecord<>(
                        TOPIC, number, offset, new byte[0], values.get(offset).getBytes(StandardCharsets.UTF_8)));
            }
        }));
    }

    @Test
    void showsTheEventsOfTheConnectorTheNewestFirst() {
        holds(Map.of(
                0,
                List.of(
                        event("files", "2026-03-01T10:00:00Z", "seen"),
                        event("others", "2026-03-01T10:30:00Z", "seen"),
                        "no JSON"),
                1,
                List.of(event("files", "2026-03-01T11:00:00Z", "sequence_gap"))));

        List<AuditRow> rows = tail.of(TOPIC, "files");

        assertThat(rows).extracting(AuditRow::step).containsExactly("sequence gap", "seen");
        assertThat(rows.get(0).time()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(rows.get(0).reason()).isEmpty();
        assertThat(rows.get(0).records()).hasValue(20);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void readsTheLastRecordsOfAPartitionOnly() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < AuditTail.RECORDS + 100; i++) {
            many.add(event(i < 100 ? "early" : "late", "2026-03-01T10:00:00Z", "seen"));
        }
        holds(Map.of(0, many));

        assertThat(tail.of(TOPIC, "early")).isEmpty();
    }

    @Test
    void showsNoneWhereTheTopicIsNotThere() {
        assertThat(tail.of(TOPIC, "files")).isEmpty();
    }

    @Test
    void showsNoneWhereTheTopicIsEmpty() {
        holds(Map.of(0, List.of()));

        assertThat(tail.of(TOPIC, "files")).isEmpty();
    }
}
