package dev.millrace.partner.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MllpSenderTest {

    private static final String MESSAGE =
            "MSH|^~\\&|LAB|HOSP|CONNECT|LAKE|20250102030500||ORU^R01^ORU_R01|M1|P|2.5.1\rPID|1||P1\r";
    private static final String ACK = ack("AA", "M1");

    private Listener listener;
    private MllpSender sender;

    @BeforeEach
    void start() throws IOException {
        listener = new Listener();
        sender = MllpSender.to("127.0.0.1", listener.port());
    }

    @AfterEach
    void stop() throws IOException {
        sender.close();
        listener.close();
    }

    @Test
    void framesAMessageAndTakesItsAcknowledgement() throws Exception {
        CompletableFuture<Optional<MllpAck>> sent = CompletableFuture.supplyAsync(() -> sender.send(MESSAGE));

        try (Visitor receiver = listener.next()) {
            assertThat(receiver.hearsText(MESSAGE.length() + 3)).isEqualTo("\u000B" + MESSAGE + "\u001C\r");
            receiver.says("\u000B" + ACK + "\u001C\r");

            MllpAck ack = sent.get().orElseThrow();
            assertThat(ack.code()).isEqualTo("AA");
            assertThat(ack.attempts()).isEqualTo(1);
            assertThat(ack.problemsAsAnswerTo(MESSAGE)).isEmpty();
        }
    }

    @Test
    void leavesTheClosingReturnOutWhenTold() throws Exception {
        sender.closingReturn(false).tries(1).ackWithin(Duration.ofMillis(100)).send(MESSAGE);

        try (Visitor receiver = listener.next()) {
            sender.close();
            assertThat(receiver.hearsTheRest()).endsWith("P1\r\u001C");
        }
    }

    @Test
    void sendsAgainOnTheSameLineWhenNoAnswerComes() throws Exception {
        sender.ackWithin(Duration.ofMillis(200));
        CompletableFuture<Optional<MllpAck>> sent = CompletableFuture.supplyAsync(() -> sender.send(MESSAGE));

        try (Visitor receiver = listener.next()) {
            String first = receiver.hearsText(MESSAGE.length() + 3);
            assertThat(receiver.hearsText(MESSAGE.length() + 3)).isEqualTo(first);
            receiver.says("\u000B" + ACK + "\u001C\r");

            assertThat(sent.get().orElseThrow().attempts()).isGreaterThanOrEqualTo(2);
        }
        assertThat(sender.connections()).isEqualTo(1);
        assertThat(sender.frames()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void callsAgainWhenTheLineIsLostAndGivesUpInTheEnd() throws Exception {
        sender.tries(2);
        CompletableFuture<Optional<MllpAck>> sent = CompletableFuture.supplyAsync(() -> sender.send(MESSAGE));

        listener.next().close();
        listener.next().close();

        assertThat(sent.get()).isEmpty();
        assertThat(sender.connections()).isEqualTo(2);
    }

    @Test
    void keepsAnAnswerToSomethingElseAside() throws Exception {
        CompletableFuture<Optional<MllpAck>> sent = CompletableFuture.supplyAsync(() -> sender.send(MESSAGE));

        try (Visitor receiver = listener.next()) {
            receiver.says("\u000B" + ack("AA", "M0") + "\u001C\r" + "\u000B" + ACK + "\u001C\r");

            assertThat(sent.get().orElseThrow().controlId()).isEqualTo("M1");
        }
        assertThat(sender.strays()).extracting(MllpAck::controlId).containsExactly("M0");
    }

    @Test
    void sendsTwoMessagesInOneWrite() throws Exception {
        CompletableFuture<List<MllpAck>> sent = CompletableFuture.supplyAsync(() -> {
            try {
                return sender.ackWithin(Duration.ofSeconds(5)).sendTogether(List.of(MESSAGE, MESSAGE));
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        });

        try (Visitor receiver = listener.next()) {
            assertThat(receiver.hearsText(2 * (MESSAGE.length() + 3))).contains("\u001C\r\u000BMSH");
            receiver.says("\u000B" + ACK + "\u001C\r");

            assertThat(sent.get()).hasSize(1);
        }
    }

    @Test
    void seesWhatIsWrongWithAnAcknowledgement() {
        String enhanced = MESSAGE.replace("|2.5.1\r", "|2.5.1|||AL|NE\r");
        String custom = MESSAGE.replace('|', '*').replace("^~\\&", ":~\\&").replace('^', ':');

        assertThat(new MllpAck(ACK, 1).problemsAsAnswerTo(enhanced)).containsExactly("MSA-1 is AA");
        assertThat(new MllpAck(ack("AA", "M2"), 1).problemsAsAnswerTo(MESSAGE))
                .containsExactly("MSA-2 should be M1 and is M2");
        assertThat(new MllpAck(ACK.replace("CONNECT|LAKE|LAB|HOSP", "LAB|HOSP|CONNECT|LAKE"), 1)
                        .problemsAsAnswerTo(MESSAGE))
                .hasSize(4);
        assertThat(new MllpAck(ACK, 1).problemsAsAnswerTo(custom)).contains("the field separator should be * and is |");
        assertThat(new MllpAck(ACK, 1).problemsAsAnswerTo(MESSAGE.replace("2.5.1", "2.3")))
                .containsExactly("MSH-9.3 should be  and is ACK", "MSH-12 should be 2.3 and is 2.5.1");
    }

    private static String ack(String code, String id) {
        return "MSH|^~\\&|CONNECT|LAKE|LAB|HOSP|20250102030405+0000||ACK^R01^ACK|A1|P|2.5.1\rMSA|" + code + "|" + id
                + "\r";
    }
}
