package dev.millrace.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.tcp.MllpAck;
import dev.millrace.partner.tcp.MllpSender;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.Fixtures;
import dev.millrace.testkit.FreePorts;
import dev.millrace.testkit.SourceHarness;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shipped session hl7-mllp against a sender that knows the protocol from its own documents. */
@Timeout(120)
class Hl7SessionTest {

    private static final String MESSAGE =
            "MSH|^~\\&|LAB|HOSP|CONNECT|LAKE|20250102030500||ORU^R01^ORU_R01|M1|P|2.5.1\rPID|1||P1\r";

    private int port;
    private MllpSender sender;

    @BeforeEach
    void start() {
        port = FreePorts.next();
        sender = MllpSender.to("127.0.0.1", port);
    }

    @AfterEach
    void stop() {
        sender.close();
    }

    @Test
    void acknowledgesEachMessageOfTheFixturesOnceItIsCommitted() throws Exception {
        List<byte[]> messages = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Fixtures.folder("hl7-mllp"), "*.hl7")) {
            for (Path file : files) {
                messages.add(Files.readAllBytes(file));
            }
        }
        try (SourceHarness harness = harness(Map.of()).start()) {
            for (byte[] message : messages) {
                MllpAck ack = answered(harness, () -> sender.send(message).orElseThrow());

                assertThat(ack.problemsAsAnswerTo(new String(message, StandardCharsets.ISO_8859_1)))
                        .isEmpty();
                assertThat(ack.code()).endsWith("A");
                assertThat(ack.attempts()).isEqualTo(1);
            }

            assertThat(harness.delivered())
                    .extracting(record -> (byte[]) record.value())
                    .containsExactlyElementsOf(messages);
        }
    }

    @Test
    void saysNothingBeforeKafkaHasTheRecordAndMakesOneOfRepetitions() throws Exception {
        sender.ackWithin(Duration.ofMillis(400)).tries(20);
        try (SourceHarness harness = harness(Map.of()).start()) {
            harness.holdConfirmations();
            CompletableFuture<MllpAck> ack =
                    CompletableFuture.supplyAsync(() -> sender.send(MESSAGE).orElseThrow());
            harness.runUntil(() -> sender.frames() >= 3, "repetitions");
            assertThat(ack).isNotDone();

            harness.releaseConfirmations();
            harness.runUntil(ack::isDone, "the acknowledgement");

            assertThat(ack.get().code()).isEqualTo("AA");
            assertThat(harness.delivered()).hasSize(1);
        }
    }

    @Test
    void acknowledgesAgainWhatWasDeliveredBeforeTheLineBroke() throws Exception {
        try (SourceHarness harness = harness(Map.of()).start()) {
            harness.holdConfirmations();
            CompletableFuture<MllpAck> ack =
                    CompletableFuture.supplyAsync(() -> sender.send(MESSAGE).orElseThrow());
            harness.runUntil(() -> harness.polled().size() == 1, "the record");
            sender.cut();
            harness.releaseConfirmations();
            harness.runUntil(ack::isDone, "the acknowledgement on the next line");

            assertThat(ack.get().attempts()).isEqualTo(2);
            assertThat(ack.get().code()).isEqualTo("AA");
            assertThat(harness.delivered()).hasSize(1);
        }
    }

    @Test
    void rejectsAMessageWhoseRecordATransformDropped() throws Exception {
        try (SourceHarness harness = harness(Map.of("ack.on.dropped", "refuse")).start()) {
            harness.drop(record -> true);

            MllpAck ack = answered(harness, () -> sender.send(MESSAGE).orElseThrow());

            assertThat(ack.code()).isEqualTo("AR");
            assertThat(ack.problemsAsAnswerTo(MESSAGE)).isEmpty();
        }
    }

    @Test
    void rejectsATypeThatIsNotAccepted() throws Exception {
        try (SourceHarness harness =
                harness(Map.of("session.values", "accepted-types=ADT")).start()) {
            assertThat(answered(harness, () -> sender.send(MESSAGE).orElseThrow())
                            .code())
                    .isEqualTo("AR");
            assertThat(answered(
                                    harness,
                                    () -> sender.send(MESSAGE.replace("ORU^", "ADT^"))
                                            .orElseThrow())
                            .code())
                    .isEqualTo("AA");
        }
    }

    @Test
    void takesSingleBytesMissingReturnsAndTwoMessagesInOneSegment() throws Exception {
        sender.faults().splitEveryByte(true);
        sender.closingReturn(false);
        try (SourceHarness harness = harness(Map.of()).start()) {
            assertThat(answered(harness, () -> sender.send(MESSAGE).orElseThrow())
                            .code())
                    .isEqualTo("AA");
            sender.faults().splitEveryByte(false);
            List<MllpAck> both = answered(
                    harness,
                    () -> sender.sendTogether(
                            List.of(MESSAGE.replace("|M1|", "|M2|"), MESSAGE.replace("|M1|", "|M3|"))));

            assertThat(both).extracting(MllpAck::controlId).containsExactly("M2", "M3");
            assertThat(harness.delivered()).hasSize(3);
        }
    }

    @Test
    void takesMessagesOfSeveralSendersAtOnce() throws Exception {
        try (MllpSender other = MllpSender.to("127.0.0.1", port);
                SourceHarness harness = harness(Map.of()).start()) {
            harness.holdConfirmations();
            CompletableFuture<MllpAck> first =
                    CompletableFuture.supplyAsync(() -> sender.send(MESSAGE).orElseThrow());
            harness.runUntil(() -> harness.polled().size() == 1, "the first record");
            CompletableFuture<MllpAck> second = CompletableFuture.supplyAsync(
                    () -> other.send(MESSAGE.replace("|M1|", "|M2|")).orElseThrow());
            harness.runUntil(() -> harness.polled().size() == 2, "the second record");

            harness.confirm(harness.unconfirmed().subList(1, 2));
            harness.runUntil(second::isDone, "the second acknowledgement");

            assertThat(first).isNotDone();
            harness.releaseConfirmations();
            harness.runUntil(first::isDone, "the first acknowledgement");
        }
    }

    @Test
    void tellsTheCharsetAndHandsTextOverInUtf8() throws Exception {
        String latin = MESSAGE.replace("|2.5.1\r", "|2.5.1||||||8859/1\r").replace("P1\r", "M\u00DCLLER\r");
        Map<String, String> lines = Map.of("format", "lines");
        try (SourceHarness harness = harness(lines).start()) {
            MllpAck ack = answered(harness, () -> sender.send(latin).orElseThrow());

            assertThat(ack.problemsAsAnswerTo(latin)).isEmpty();
            assertThat(harness.delivered())
                    .isNotEmpty()
                    .allSatisfy(record -> assertThat(
                                    Optional.ofNullable(record.headers().lastWithName("millrace.charset"))
                                            .map(header -> header.value()))
                            .contains("ISO-8859-1"));
            assertThat(harness.delivered())
                    .extracting(SourceRecord::value)
                    .asString()
                    .contains("M\u00DCLLER");
        }
    }

    /** Runs the worker's loop until the partner's work is done. */
    private static <T> T answered(SourceHarness harness, Callable<T> work) throws Exception {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception failed) {
                throw new CompletionException(failed);
            }
        });
        harness.runUntil(answer::isDone, "the partner's work");
        return answer.get();
    }

    private SourceHarness harness(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "lab",
                "topic", "results",
                "mode", "server",
                "listen.address", "127.0.0.1",
                "listen.ports", String.valueOf(port),
                "session", "hl7-mllp"));
        config.putAll(more);
        return ConnectorHarness.source(FramedTcpSourceConnector::new, config, DeliveryMode.AT_LEAST_ONCE);
    }
}
