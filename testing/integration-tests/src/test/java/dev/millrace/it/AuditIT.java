package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.ops.ExitCode;
import dev.millrace.partner.Answer;
import dev.millrace.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The command {@code millrace audit}, over topics that connectors wrote. */
class AuditIT {

    private static final String BOOTSTRAP = Platform.broker().bootstrapServers();
    private static final int FILES = 4;

    @Test
    void detectsEachTamperingWithACopyOfAnAuditTopic() throws Exception {
        Path folder = Platform.folder();
        String key = folder.resolve("key.pem").toString();
        String checkpoints = folder.resolve("checkpoints.jsonl").toString();
        try (SftpFlow flow = new SftpFlow().audited()) {
            flow.on(Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE));
            for (int file = 0; file < FILES; file++) {
                flow.drop("orders-" + file + ".csv", SftpFlow.rows(3));
                flow.awaitArchived("orders-" + file + ".csv");
            }
            String last = "orders-" + (FILES - 1) + ".csv";
            Eventually.holds(
                    "the last event is there",
                    () -> flow.audit().values().stream()
                            .anyMatch(event -> event.contains(last) && event.contains("\"archived\"")));
            List<ConsumerRecord<byte[], byte[]>> events = flow.audit().read();
            String topic = flow.audit().name();
            String store = Platform.name("checkpoints");
            create(store);

            OpsCall made = OpsCall.onBroker(
                    "audit",
                    "checkpoint",
                    topic,
                    "--key",
                    key,
                    "--new-key",
                    "--output",
                    checkpoints,
                    "--checkpoint-topic",
                    store);
            OpsCall intact = OpsCall.onBroker(
                    "audit", "verify", topic, "--checkpoint", checkpoints, "--public-key", key + ".pub");
            OpsCall byTopic = OpsCall.onBroker(
                    "audit", "verify", topic, "--checkpoint-topic", store, "--public-key", key + ".pub");

            assertThat(made.exitCode()).as(made.out()).isZero();
            assertThat(intact.exitCode()).as(intact.out()).isZero();
            assertThat(intact.out()).startsWith("INTACT: " + events.size() + " records");
            assertThat(byTopic.exitCode()).as(byTopic.out()).isZero();

            List<ConsumerRecord<byte[], byte[]>> changed = new ArrayList<>(events);
            changed.set(
                    2,
                    with(
                            events.get(2),
                            new String(events.get(2).value(), StandardCharsets.UTF_8).replace("orders-0", "orders-9")));
            List<ConsumerRecord<byte[], byte[]>> deleted = new ArrayList<>(events);
            deleted.remove(2);
            List<ConsumerRecord<byte[], byte[]>> swapped = new ArrayList<>(events);
            swapped.set(1, events.get(4));
            swapped.set(4, events.get(1));
            List<ConsumerRecord<byte[], byte[]>> cut = events.subList(0, events.size() - 2);

            assertThat(compared(events, events, checkpoints, key).exitCode()).isZero();
            assertThat(compared(changed, events, checkpoints, key))
                    .returns(ExitCode.FINDINGS, OpsCall::exitCode)
                    .satisfies(
                            found -> assertThat(found.out()).contains("WRONG_PREVIOUS", "-0@3", "CHANGED partition 0"));
            assertThat(compared(deleted, events, checkpoints, key))
                    .returns(ExitCode.FINDINGS, OpsCall::exitCode)
                    .satisfies(found -> assertThat(found.out()).contains("GAP", "-0@2", "TRUNCATED partition 0"));
            assertThat(compared(swapped, events, checkpoints, key))
                    .returns(ExitCode.FINDINGS, OpsCall::exitCode)
                    .satisfies(found -> assertThat(found.out()).contains("REORDERED", "CHANGED partition 0"));
            assertThat(compared(cut, events, checkpoints, key))
                    .returns(ExitCode.FINDINGS, OpsCall::exitCode)
                    .satisfies(found -> assertThat(found.out())
                            .contains("TRUNCATED partition 0, offsets 0 to " + (events.size() - 1)));

            flow.drop("later.csv", SftpFlow.rows(1));
            flow.awaitArchived("later.csv");
            Eventually.holds(
                    "its last event is there",
                    () -> flow.audit().values().stream()
                            .anyMatch(event -> event.contains("later.csv") && event.contains("\"archived\"")));
            OpsCall further = OpsCall.onBroker("audit", "checkpoint", topic, "--key", key, "--output", checkpoints);
            OpsCall both = OpsCall.onBroker(
                    "audit", "verify", topic, "--checkpoint", checkpoints, "--public-key", key + ".pub");

            assertThat(further.exitCode()).as(further.out()).isZero();
            assertThat(both.exitCode()).as(both.out()).isZero();
            assertThat(both.out()).contains("compared with 2 checkpoints", "0 records came since");
            assertThat(Files.readAllLines(Path.of(checkpoints))).hasSize(2);
        }
    }

    @Test
    void followsAFileFromItsArrivalToItsArchive() {
        try (SftpFlow flow = new SftpFlow().audited().setsAside()) {
            flow.on(Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE));
            flow.drop("orders-1.csv", SftpFlow.rows(2) + "too,many,columns,here,are\n");
            flow.drop("orders-11.csv", SftpFlow.rows(2));
            flow.awaitArchived("orders-1.csv");
            flow.awaitArchived("orders-11.csv");
            Eventually.holds(
                    "the events are there",
                    () -> flow.audit().values().stream()
                                    .filter(event -> event.contains("\"archived\""))
                                    .count()
                            == 2);

            OpsCall called = OpsCall.onBroker(
                    "audit",
                    "trace",
                    "--file",
                    "orders-1.csv",
                    flow.audit().name(),
                    flow.malformed().name());
            OpsCall none = OpsCall.onBroker(
                    "audit", "trace", "--file", "orders-2.csv", flow.audit().name());

            assertThat(called.exitCode()).as(called.out()).isZero();
            assertThat(called.out())
                    .contains("  seen  ", "  completed  ", "  archived  ", "  malformed  ", flow.name() + "/0")
                    .doesNotContain("orders-11", "too,many");
            assertThat(called.out().indexOf("  completed  "))
                    .isLessThan(called.out().indexOf("  archived  "));
            assertThat(none.exitCode()).isEqualTo(ExitCode.FINDINGS);
        }
    }

    @Test
    void followsAKeyFromATopicToItsDeliveryOrItsDeadLetter() throws Exception {
        try (RestFlow flow = new RestFlow(2)) {
            flow.reported();
            flow.receiver().answer(request -> request.text().equals("k3:0"), Answer.status(422));
            flow.produce(10, 5);
            flow.on(Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE));
            flow.receiver().awaitUnique(9, Duration.ofMinutes(3));
            Eventually.holds("all is committed", () -> flow.progress().lag() == 0);
            Eventually.holds("all is told", () -> flow.topic("audit").values().size() >= 10);

            OpsCall called = OpsCall.onBroker(
                    "audit", "trace", "--key", "k3", flow.name(), flow.name() + "-audit", flow.name() + "-dead");
            OpsCall verified = OpsCall.onBroker("audit", "verify", flow.name() + "-audit");

            assertThat(called.exitCode()).as(called.out()).isZero();
            assertThat(called.out().lines()).hasSizeGreaterThanOrEqualTo(5);
            assertThat(called.out())
                    .contains("  delivered  ", "  set_aside  ", "  dead-letter  ")
                    .doesNotContain("k3:0", "k3:1");
            assertThat(verified.exitCode()).as(verified.out()).isZero();
            flow.remove(Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE));
        }
    }

    private static ConsumerRecord<byte[], byte[]> with(ConsumerRecord<byte[], byte[]> record, String value) {
        ConsumerRecord<byte[], byte[]> edited = new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                -1,
                -1,
                record.key(),
                value.getBytes(StandardCharsets.UTF_8),
                record.headers(),
                Optional.empty());
        assertThat(edited.value()).isNotEqualTo(record.value());
        return edited;
    }

    /** Writes a copy into a topic of its own, with the times of the original, and compares that with the checkpoints of the original. */
    private static OpsCall compared(
            List<ConsumerRecord<byte[], byte[]>> copy,
            List<ConsumerRecord<byte[], byte[]>> events,
            String checkpoints,
            String key)
            throws Exception {
        String topic = Platform.name("audit-copy");
        create(topic);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        BOOTSTRAP,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int at = 0; at < copy.size(); at++) {
                ConsumerRecord<byte[], byte[]> record = copy.get(at);
                Object unused = producer.send(new ProducerRecord<>(
                                topic, 0, events.get(at).timestamp(), record.key(), record.value(), record.headers()))
                        .get();
            }
        }
        return OpsCall.onBroker(
                "audit",
                "verify",
                topic,
                "--checkpoint-of",
                events.get(0).topic(),
                "--checkpoint",
                checkpoints,
                "--public-key",
                key + ".pub");
    }

    private static void create(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BOOTSTRAP))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }
}
