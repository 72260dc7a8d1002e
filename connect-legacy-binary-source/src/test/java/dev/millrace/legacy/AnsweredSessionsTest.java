package dev.millrace.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.tcp.Dc09Answer;
import dev.millrace.partner.tcp.Dc09Sender;
import dev.millrace.partner.tcp.Ebcdic;
import dev.millrace.partner.tcp.LlzzHost;
import dev.millrace.testkit.FreePorts;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shipped sessions that answer each message, against peers that insist. */
@Timeout(120)
class AnsweredSessionsTest {

    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    private final int port = FreePorts.next();

    private SourceHarness listening(String session, String... more) {
        List<String> pairs = new ArrayList<>(List.of(
                "mode",
                "server",
                "listen.address",
                "127.0.0.1",
                "listen.ports",
                String.valueOf(port),
                "session",
                session));
        pairs.addAll(List.of(more));
        return TestRun.of(pairs.toArray(String[]::new));
    }

    /** Polls while somebody waits for an answer. */
    private static <T> T during(SourceHarness harness, Supplier<T> asks) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(asks);
        harness.runUntil(answer::isDone, "an answer");
        return answer.join();
    }

    @Test
    void acknowledgesAnAlarmAfterKafkaHasItAndNotBefore() {
        try (SourceHarness harness = listening("sia-dc09");
                Dc09Sender panel = Dc09Sender.to("127.0.0.1", port, "1234")) {
            harness.holdConfirmations();
            CompletableFuture<Optional<Dc09Answer>> answer =
                    CompletableFuture.supplyAsync(() -> panel.alarm("Nri1/BA501"));
            harness.runUntil(() -> harness.unconfirmed().size() == 1, "the alarm is handed over");
            harness.poll();
            boolean early = answer.isDone();
            harness.releaseConfirmations();
            harness.runUntil(answer::isDone, "an answer");

            assertThat(early).isFalse();
            assertThat(answer.join()).get().extracting(Dc09Answer::kind).isEqualTo("ACK");
            assertThat(TestRun.text(harness.delivered().get(0))).contains("#1234|Nri1/BA501");
            assertThat(panel.frames()).isEqualTo(1);
        }
    }

    @Test
    void answersSupervisionWithoutARecord() {
        try (SourceHarness harness = listening("sia-dc09");
                Dc09Sender panel = Dc09Sender.to("127.0.0.1", port, "1234")) {
            Optional<Dc09Answer> answer = during(harness, panel::supervise);

            assertThat(answer).get().extracting(Dc09Answer::kind).isEqualTo("ACK");
            assertThat(harness.delivered()).isEmpty();
        }
    }

    @Test
    void saysNothingToAWrongChecksum() {
        try (SourceHarness harness = listening("sia-dc09");
                Dc09Sender panel = Dc09Sender.to("127.0.0.1", port, "1234")) {
            panel.wrongChecksums(true);
            panel.answerWithin(Duration.ofMillis(400));
            panel.tries(1);

            assertThat(during(harness, () -> panel.alarm("Nri1/BA501"))).isEmpty();
            assertThat(harness.delivered()).isEmpty();
        }
    }

    @Test
    void tellsAPanelThatItsReportIsNotWanted() {
        try (SourceHarness harness = listening("sia-dc09", "ack.on.dropped", "refuse");
                Dc09Sender panel = Dc09Sender.to("127.0.0.1", port, "1234")) {
            harness.drop(record -> true);

            Optional<Dc09Answer> answer = during(harness, () -> panel.contactId("1130 01 005"));

            assertThat(answer).get().extracting(Dc09Answer::kind).isEqualTo("DUH");
        }
    }

    @Test
    void knowsAnAlarmThatIsSentAgainWhileItWaits() {
        try (SourceHarness harness = listening("sia-dc09");
                Dc09Sender panel = Dc09Sender.to("127.0.0.1", port, "1234")) {
            panel.answerWithin(Duration.ofMillis(300));
            panel.tries(20);
            harness.holdConfirmations();
            CompletableFuture<Optional<Dc09Answer>> answer =
                    CompletableFuture.supplyAsync(() -> panel.alarm("Nri1/FA001"));
            harness.runUntil(() -> panel.frames() >= 3, "the alarm came several times");
            harness.releaseConfirmations();
            harness.runUntil(answer::isDone, "an answer");

            assertThat(answer.join()).get().extracting(Dc09Answer::kind).isEqualTo("ACK");
            assertThat(harness.delivered()).hasSize(1);
        }
    }

    @Test
    void readsMainframeRecordsByTheirCopybookAndAcknowledgesThem() throws IOException {
        byte[] record = Ebcdic.record()
                .text("A1", 4)
                .packed(new BigDecimal("123.45"), 7, 2)
                .bytes();
        byte[] acknowledgement = Ebcdic.record().text("TAKEN", 5).bytes();
        try (LlzzHost host = LlzzHost.listening();
                SourceHarness harness = TestRun.of(
                        "hosts", "127.0.0.1:" + host.port(),
                        "session", "llzz",
                        "session.values", "acknowledgement=TAKEN,refusal=BROKEN",
                        "format", "copybook",
                        "copybook.text", "       01 R. 05 K PIC X(4). 05 AMOUNT PIC S9(5)V99 COMP-3.",
                        "value.converter", JSON)) {
            int sent = during(harness, () -> host.sendUntil(record, acknowledgement, Duration.ofSeconds(10), 5));

            assertThat(sent).isEqualTo(1);
            Struct value = (Struct) harness.delivered().get(0).value();
            assertThat(value.getString("K")).isEqualTo("A1");
            assertThat(value.get("AMOUNT")).isEqualTo(new BigDecimal("123.45"));
        }
    }

    @Test
    void setsAMainframeRecordAsideThatIsTooShortAndRefusesIt() throws IOException {
        byte[] refusal = Ebcdic.record().text("BROKEN", 6).bytes();
        try (LlzzHost host = LlzzHost.listening();
                SourceHarness harness = TestRun.of(
                        "hosts", "127.0.0.1:" + host.port(),
                        "session", "llzz",
                        "session.values", "acknowledgement=TAKEN,refusal=BROKEN",
                        "format", "copybook",
                        "copybook.text", "       01 R. 05 K PIC X(4). 05 AMOUNT PIC S9(5)V99 COMP-3.",
                        "malformed.topic", "bad",
                        "value.converter", JSON)) {
            int sent = during(
                    harness,
                    () -> host.sendUntil(
                            Ebcdic.record().text("A1", 4).hex("AAAAAAAA").bytes(), refusal, Duration.ofSeconds(10), 5));

            assertThat(sent).isEqualTo(1);
            assertThat(harness.delivered().get(0).topic()).isEqualTo("bad");
        }
    }

    @Test
    void knowsByItsNumberWhatCameAgainBeforeItWasAcknowledged() throws IOException {
        try (NumberedPeer peer = new NumberedPeer();
                SourceHarness harness = TestRun.of("hosts", peer.address(), "session", NumberedPeer.SESSION)) {
            peer.offer(List.of("one", "two", "three"));
            harness.holdConfirmations();
            harness.runUntil(() -> harness.unconfirmed().size() >= 3, "three records handed over");
            peer.cut();
            harness.runUntil(() -> peer.logins() >= 2, "another login");
            harness.releaseConfirmations();
            peer.offer(List.of("four"));
            harness.runUntil(peer::isAllAcknowledged, "all acknowledged");

            assertThat(TestRun.texts(harness.delivered())).containsExactly("one", "two", "three", "four");
            assertThat(peer.asked()).isEqualTo(1);
        }
    }
}
