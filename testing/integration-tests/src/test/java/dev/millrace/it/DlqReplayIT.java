package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.ops.ExitCode;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are sent again, whatever happens to the one who sends them. */
class DlqReplayIT {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void sendsEveryRecordExactlyOnceAndInOrderThoughTheToolIsKilled() throws Exception {
        int records = Platform.scaled(100_000);
        try (DeadLetters letters = DeadLetters.create().fill(records)) {
            // Slow enough to be killed in the middle.
            for (int share : List.of(100, 12, 6)) {
                Process tool = OpsCall.start(
                        folder.resolve("tool.log"), replay(letters, "--rate", String.valueOf(records / 50)));
                Eventually.holds(
                        "a part is sent, or all",
                        () -> letters.read(letters.retry()).size() > records / share || !tool.isAlive());
                tool.destroyForcibly();
                assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }

            OpsCall last = OpsCall.onBroker(replay(letters, "--json"));
            OpsCall again = OpsCall.onBroker(replay(letters, "--json"));

            assertThat(last.exitCode()).as(last.err()).isZero();
            assertThat(last.json().path("sent").asInt()).as(last.out()).isEqualTo(records);
            assertThat(again.json().path("selected").asInt()).isZero();
            List<ConsumerRecord<byte[], byte[]>> sent =
                    letters.read(letters.retry()).read();
            assertThat(sent).hasSize(records);
            assertThat(sent.stream().map(record -> text(record.value())).distinct())
                    .hasSize(records);
            assertThat(inOrderOfOrigin(sent)).isTrue();
            assertThat(letters.read(letters.audit()).values())
                    .satisfiesExactly(
                            started -> assertThat(started).contains("dlq.replay.started", "\"reason\":\"OPS-1\""),
                            completed -> assertThat(completed)
                                    .contains("dlq.replay.completed", "\"sent\":" + records + ","));
        }
    }

    @Test
    void keepsTheRecordAndTheFirstFailureInItsHeaders() {
        try (DeadLetters letters = DeadLetters.create().fill(1)) {
            OpsCall first = OpsCall.onBroker(replay(letters));
            ConsumerRecord<byte[], byte[]> sent =
                    letters.read(letters.retry()).read().get(0);
            // The connector fails on it once more, as it is, but for other reasons.
            letters.add(4, List.of(sent.headers().toArray()));
            OpsCall second = OpsCall.onBroker(replay(letters));
            OpsCall third = OpsCall.onBroker(replay(letters, "--max-attempts", "1", "--from-offset", "1"));

            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(text(sent.key())).isEqualTo("k0");
            assertThat(text(sent.value())).isEqualTo("{\"id\":0}");
            assertThat(sent.timestamp()).isEqualTo(1_700_000_000_000L);
            assertThat(headers(sent))
                    .containsEntry("trace", "t0")
                    .containsEntry("dlq.first.stage", "TASK_PUT")
                    .containsEntry("dlq.first.origin", letters.orders() + "-0@0")
                    .containsEntry("dlq.replay.attempt", "1")
                    .containsEntry("dlq.replay.reason", "OPS-1")
                    .containsEntry("dlq.replay.by", "ada")
                    .containsKeys("dlq.replay.id", "dlq.replay.at", "dlq.replay.origin")
                    .doesNotContainKey("__connect.errors.stage");
            assertThat(second.exitCode()).as(second.err()).isZero();
            ConsumerRecord<byte[], byte[]> again =
                    letters.read(letters.retry()).read().get(1);
            assertThat(names(again))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(headers(sent).keySet());
            assertThat(headers(again))
                    .containsEntry("dlq.replay.attempt", "2")
                    .containsEntry("dlq.replay.origin", letters.orders() + "-0@1")
                    .containsEntry("dlq.first.origin", letters.orders() + "-0@0");
            assertThat(third.exitCode()).as(third.err()).isEqualTo(1);
            assertThat(letters.read(letters.parked()).values()).containsExactly("{\"id\":4}");
            assertThat(letters.read(letters.retry()).values()).hasSize(2);
        }
    }

    @Test
    void stopsWhenTheRecordsComeBackAndGoesOnLater() throws Exception {
        int records = 2_000;
        try (DeadLetters letters = DeadLetters.create().fill(records)) {
            CompletableFuture<OpsCall> running =
                    CompletableFuture.supplyAsync(() -> OpsCall.onBroker(replay(letters, "--rate", "10")));
            Eventually.holds("it has begun", () -> letters.read(letters.retry()).size() > 0);

            letters.fill(500);
            OpsCall stopped = running.get(3, TimeUnit.MINUTES);
            OpsCall rest = OpsCall.onBroker(replay(letters, "--json"));

            assertThat(stopped.exitCode()).as(stopped.out()).isEqualTo(4);
            assertThat(stopped.err()).contains("grew by 500", "--stop-growth");
            assertThat(rest.json().path("resumed").asBoolean()).isTrue();
            assertThat(letters.read(letters.retry()).values()).hasSize(records).doesNotHaveDuplicates();
            assertThat(letters.read(letters.audit()).values())
                    .extracting(entry -> entry.replaceAll(".*dlq.replay.([a-z]*)\".*", "$1"))
                    .containsExactly("started", "stopped", "completed");
        }
    }

    @Test
    void asksForATopicWhenNothingTellsWhereRecordsCameFrom() {
        try (DeadLetters letters = DeadLetters.create()) {
            try (TopicWriter writer = new TopicWriter()) {
                writer.write(letters.topic(), "k", "v");
            }

            OpsCall refused = OpsCall.onBroker(replay(letters));
            OpsCall told = OpsCall.onBroker(replay(letters, "--to", letters.orders()));

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("--to", "errors.deadletterqueue.context.headers.enable");
            assertThat(letters.read(letters.retry()).values()).isEmpty();
            assertThat(told.exitCode()).as(told.err()).isZero();
            assertThat(letters.read(letters.orders()).values()).containsExactly("v");
        }
    }

    @Test
    void sendsOnlyWhatIsChosenToTheOriginWhenAskedAndNothingInADryRun() {
        try (DeadLetters letters = DeadLetters.create().fill(10)) {
            String[] chosen = {
                "--to", "origin", "--where", "exception contains 'Data' and message contains '421' and task == 1",
                "--limit", "3", "--keep-partition", "--json"
            };
            OpsCall dry = OpsCall.onBroker(with(replay(letters, chosen), "--dry-run"));
            boolean untouched = letters.read(letters.orders()).values().isEmpty();
            OpsCall done = OpsCall.onBroker(replay(letters, chosen));

            assertThat(dry.json().path("byTopic").path(letters.orders()).asInt())
                    .isEqualTo(3);
            assertThat(untouched).isTrue();
            assertThat(done.exitCode()).as(done.err()).isZero();
            assertThat(letters.read(letters.orders()).read())
                    .extracting(record -> record.partition() + " " + text(record.value()))
                    .containsExactlyInAnyOrder("1 {\"id\":1}", "3 {\"id\":3}", "1 {\"id\":5}");
        }
    }

    @Test
    void sendsWhatTransformsAndEditsMakeOfIt() throws IOException {
        Path chain = Files.writeString(folder.resolve("chain.json"), """
                {"name": "orders-sink", "config": {
                  "value.converter": "org.apache.kafka.connect.json.JsonConverter",
                  "value.converter.schemas.enable": "false",
                  "transforms": "key",
                  "transforms.key.type": "dev.millrace.transforms.SetKey",
                  "transforms.key.template": "${vault:orders:key}"
                }}
                """);
        try (DeadLetters letters = DeadLetters.create().fill(2)) {
            Path file = folder.resolve("edited.jsonl");
            OpsCall exported = OpsCall.onBroker(
                    "dlq",
                    "export",
                    "--dlq",
                    letters.topic(),
                    "--to-file",
                    file.toString(),
                    "--show-values",
                    "--from-offset",
                    "1");
            Files.writeString(file, Files.readString(file).replace("{\\\"id\\\":1}", "{\\\"id\\\":77}"));

            String edited = "--edited=" + file;
            String transform = "--transform=" + chain;
            OpsCall unknown = OpsCall.onBroker(replay(letters, edited, transform));
            OpsCall sent = OpsCall.onBroker(
                    replay(letters, edited, transform, "--set=transforms.key.template=order-{value.id}"));

            assertThat(exported.exitCode()).as(exported.err()).isZero();
            assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(unknown.err()).contains("transforms.key.template needs ${vault:orders:key}", "--set");
            assertThat(sent.exitCode()).as(sent.err()).isZero();
            assertThat(letters.read(letters.retry()).read())
                    .extracting(record -> text(record.key()) + " " + text(record.value()))
                    .containsExactly("order-77 {\"id\":77}");
        }
    }

    @Test
    void tellsTheCausesWithoutAnyPayload() {
        try (DeadLetters letters = DeadLetters.create().fill(20)) {
            OpsCall list = OpsCall.onBroker("dlq", "list", "--dlq", letters.topic(), "--json");
            OpsCall stats = OpsCall.onBroker("dlq", "stats", "--dlq", letters.topic(), "--json");
            OpsCall shown = OpsCall.onBroker("dlq", "show", "--dlq", letters.topic(), "--limit", "1");
            OpsCall open = OpsCall.onBroker("dlq", "show", "--dlq", letters.topic(), "--limit", "1", "--show-values");

            assertThat(list.exitCode()).isEqualTo(1);
            assertThat(list.json().path("groups")).singleElement().satisfies(group -> {
                assertThat(group.path("records").asInt()).isEqualTo(20);
                assertThat(group.path("connector").asText()).isEqualTo(DeadLetters.CONNECTOR);
                assertThat(group.path("oldest").asText()).isEqualTo("2023-11-14T22:13:20Z");
                assertThat(group.path("ageSeconds").asLong()).isPositive();
            });
            JsonNode byStage = stats.json().path("byStage");
            assertThat(byStage.path("TASK_PUT").asInt()).isEqualTo(20);
            assertThat(shown.out())
                    .contains("stage: TASK_PUT", "8 bytes, SHA-256")
                    .doesNotContain("\"id\"", "k0", "answered", "t0\n");
            assertThat(open.out()).contains("{\"id\":0}", "the receiver answered 420", "header trace: t0");
        }
    }

    @Test
    void refusesATopicThatWouldDeleteTheRecordsForTheirAge() throws Exception {
        try (DeadLetters letters = DeadLetters.create().fill(1)) {
            letters.keep(letters.retry(), Duration.ofDays(7));

            OpsCall refused = OpsCall.onBroker(replay(letters));
            OpsCall made = OpsCall.onBroker(replay(letters, "--timestamp", "now"));

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("older than " + letters.retry() + " keeps", "--timestamp now");
            assertThat(made.exitCode()).as(made.err()).isZero();
            assertThat(letters.read(letters.retry()).read())
                    .singleElement()
                    .satisfies(record -> assertThat(record.timestamp()).isGreaterThan(1_700_000_100_000L));
        }
    }

    @Test
    void saysWhenRetentionTookWhatACutReplayHadYetToSend() throws Exception {
        try (DeadLetters letters = DeadLetters.create().fill(300)) {
            Process tool = OpsCall.start(folder.resolve("tool.log"), replay(letters, "--rate", "1"));
            Eventually.holds("it has begun", () -> letters.read(letters.retry()).size() > 0);
            tool.destroyForcibly();
            assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            letters.deleteUntil(letters.topic(), 296);

            OpsCall told = OpsCall.onBroker(replay(letters));
            OpsCall rest = OpsCall.onBroker(replay(letters, "--accept-expired", "--json"));

            assertThat(told.exitCode()).isEqualTo(4);
            assertThat(told.err()).contains("begins at 296", "--accept-expired");
            assertThat(rest.exitCode()).as(rest.err()).isZero();
            assertThat(letters.read(letters.retry()).values())
                    .contains("{\"id\":296}", "{\"id\":297}", "{\"id\":298}", "{\"id\":299}")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void handsRawBytesOfMalformedRecordsBackAsAFile() throws IOException {
        try (DeadLetters letters = DeadLetters.create();
                TopicWriter writer = new TopicWriter()) {
            writer.write(malformed(letters.topic(), "1;ada;x", "7", "false"));
            writer.write(malformed(letters.topic(), "{\"code\":\"c\",\"raw\":\"Mjtib2I7eQo=\"}", "8", "false"));
            writer.flush();
            Path file = folder.resolve("again.csv");
            OpsCall list = OpsCall.onBroker("quarantine", "list", "--topic", letters.topic());
            OpsCall written =
                    OpsCall.onBroker("quarantine", "raw", "--topic", letters.topic(), "--to-file", file.toString());
            writer.write(malformed(letters.topic(), "3;", "900", "true"));
            writer.flush();
            OpsCall cut = OpsCall.onBroker("quarantine", "raw", "--topic", letters.topic(), "--to-file", file + ".2");

            assertThat(list.exitCode()).isEqualTo(1);
            assertThat(list.out()).contains("malformed", "csv-columns");
            assertThat(written.exitCode()).as(written.err()).isZero();
            assertThat(file).hasContent("1;ada;x\n2;bob;y\n");
            assertThat(cut.exitCode()).isEqualTo(2);
            assertThat(cut.err()).contains("malformed.max.bytes", "sftp://partner/orders.csv");
        }
    }

    private static ProducerRecord<String, String> malformed(String topic, String value, String length, String cut) {
        return new ProducerRecord<>(
                topic,
                null,
                "",
                value,
                List.of(
                        DeadLetters.header("millrace.kind", "malformed"),
                        DeadLetters.header("millrace.code", "csv-columns"),
                        DeadLetters.header("millrace.source", "sftp://partner/orders.csv"),
                        DeadLetters.header("millrace.length", length),
                        DeadLetters.header("millrace.cut", cut)));
    }

    @Test
    void parksWhatNobodyWantsToSeeForNow() {
        try (DeadLetters letters = DeadLetters.create().fill(3)) {
            OpsCall parked = OpsCall.onBroker(
                    "dlq", "park", "--dlq", letters.topic(), "--reason", "OPS-2", "--no-ledger", "--to-offset", "2");

            assertThat(parked.exitCode()).as(parked.err()).isZero();
            assertThat(letters.read(letters.parked()).values()).containsExactly("{\"id\":0}", "{\"id\":1}");
        }
    }

    private static String[] replay(DeadLetters letters, String... more) {
        return with(
                new String[] {
                    "dlq",
                    "replay",
                    "--dlq",
                    letters.topic(),
                    "--reason",
                    "OPS-1",
                    "--by",
                    "ada",
                    "--audit-topic",
                    letters.audit()
                },
                more);
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static boolean inOrderOfOrigin(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Integer> numbers = records.stream()
                .map(record -> Integer.parseInt(text(record.key()).substring(1)))
                .toList();
        List<Integer> expected = IntStream.range(0, records.size())
                .boxed()
                .sorted(java.util.Comparator.<Integer>comparingInt(number -> number % 4)
                        .thenComparing(number -> number / 4))
                .toList();
        return numbers.equals(expected);
    }

    private static List<String> names(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(Header::key)
                .toList();
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
