package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.map.AuditRow;
import dev.millrace.ops.map.AuditTail;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The newest audit events of a connector, read from a real broker. */
class AuditTailIT {

    private final String topic = Platform.name("file-events");
    private final Admin admin = DeadLetters.admin();
    private final KafkaClients clients =
            new KafkaClients(Map.of("bootstrap.servers", Platform.broker().bootstrapServers()));
    private final AuditTail tail = new AuditTail(() -> clients.consumer(Map.of()), Clock.systemUTC());

    @BeforeEach
    void createTopic() throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(2), Optional.empty())))
                .all()
                .get();
    }

    @AfterEach
    void removeTopic() throws ExecutionException, InterruptedException {
        try (admin) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    @Test
    void showsTheEventsOfTheConnectorTheNewestFirst() {
        try (TopicWriter writer = new TopicWriter()) {
            writer.write(event(0, "files", "2026-03-01T10:00:00Z", "seen"))
                    .write(event(0, "others", "2026-03-01T10:30:00Z", "seen"))
                    .write(new ProducerRecord<>(topic, 0, "k", "no JSON"))
                    .write(event(1, "files", "2026-03-01T11:00:00Z", "sequence_gap"));
        }

        List<AuditRow> rows = tail.of(topic, "files");

        assertThat(rows).extracting(AuditRow::step).containsExactly("sequence gap", "seen");
        assertThat(rows.get(0).time()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(rows.get(0).reason()).isEmpty();
        assertThat(rows.get(0).records()).hasValue(20);
    }

    @Test
    void readsTheLastRecordsOfAPartitionOnly() {
        try (TopicWriter writer = new TopicWriter()) {
            for (int number = 0; number < AuditTail.RECORDS + 100; number++) {
                writer.write(event(0, number < 100 ? "early" : "late", "2026-03-01T10:00:00Z", "seen"));
            }
        }

        assertThat(tail.of(topic, "early")).isEmpty();
        assertThat(tail.of(topic, "late")).isNotEmpty();
    }

    @Test
    void showsNoneWhereTheTopicIsEmptyOrNotThere() {
        assertThat(tail.of(topic, "files")).isEmpty();
        assertThat(tail.of(topic + "-nowhere", "files")).isEmpty();
    }

    private ProducerRecord<String, String> event(int partition, String connector, String time, String step) {
        return new ProducerRecord<>(topic, partition, "k", """
                {"chainId": "c", "seq": 0, "prevHash": "", "action": "RECEIVE", "connector": "%s", "time": "%s", "step": "%s",
                 "subject": "sftp://h/in/a.csv", "outcome": "success", "reason": null, "records": 20}""".formatted(connector, time, step));
    }
}
