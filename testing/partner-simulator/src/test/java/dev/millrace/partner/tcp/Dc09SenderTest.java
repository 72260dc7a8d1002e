package dev.millrace.partner.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class Dc09SenderTest {

    private Listener listener;
    private Dc09Sender panel;

    @BeforeEach
    void start() throws IOException {
        listener = new Listener();
        panel = Dc09Sender.to("127.0.0.1", listener.port(), "1234");
    }

    @AfterEach
    void stop() throws IOException {
        panel.close();
        listener.close();
    }

    @Test
    void knowsTheChecksumOfTheCatalogue() {
        assertThat(Dc09Frame.checksum("123456789")).isEqualTo(0xBB3D);
    }

    @Test
    void framesAnAlarmAndTakesItsAnswer() throws Exception {
        CompletableFuture<Optional<Dc09Answer>> sent = CompletableFuture.supplyAsync(() -> panel.alarm("Nri1/BA501"));

        try (Visitor receiver = listener.next()) {
            String body = "\"SIA-DCS\"0001L0#1234[#1234|Nri1/BA501]";
            assertThat(receiver.hearsUntil('\r')).isEqualTo("\n" + Dc09Frame.header(body) + body + "\r");
            receiver.says(Dc09Frame.bytes("\"ACK\"0001L0#1234[]"));

            assertThat(sent.get().orElseThrow())
                    .extracting(Dc09Answer::kind, Dc09Answer::sequence)
                    .containsExactly("ACK", "0001");
        }
    }

    @Test
    void countsItsMessagesAndNamesTheirKind() throws Exception {
        panel.tries(1).answerWithin(Duration.ofMillis(100));

        panel.contactId("1130 01 005");
        panel.supervise();

        try (Visitor receiver = listener.next()) {
            assertThat(receiver.hearsUntil('\r')).endsWith("\"ADM-CID\"0001L0#1234[#1234|1130 01 005]\r");
            assertThat(receiver.hearsUntil('\r')).endsWith("\"NULL\"0002L0#1234[]\r");
        }
    }

    @Test
    void repeatsUnderTheSameNumberWhenNobodyAnswers() throws Exception {
        panel.tries(2).answerWithin(Duration.ofMillis(100));

        assertThat(panel.alarm("Nri1/BA501")).isEmpty();

        try (Visitor receiver = listener.next()) {
            String first = receiver.hearsUntil('\r');
            assertThat(receiver.hearsUntil('\r')).isEqualTo(first);
        }
        assertThat(panel.frames()).isEqualTo(2);
    }

    @Test
    void sendsWrongChecksumsAndLengthsWhenTold() throws Exception {
        panel.tries(1).answerWithin(Duration.ofMillis(100));
        panel.wrongChecksums(true);
        panel.supervise();
        panel.wrongChecksums(false);
        panel.wrongLengths(true);
        panel.supervise();

        try (Visitor receiver = listener.next()) {
            String right = Dc09Frame.header("\"NULL\"0001L0#1234[]");
            String crc = receiver.hearsUntil('\r').substring(1, 9);
            assertThat(crc.substring(0, 4)).isNotEqualTo(right.substring(0, 4));
            assertThat(crc.substring(4)).isEqualTo(right.substring(4)).isEqualTo("0013");
            assertThat(receiver.hearsUntil('\r').substring(5, 9)).isEqualTo("001A");
        }
    }

    @Test
    void refusesAnAnswerWithAWrongChecksum() {
        assertThatThrownBy(() -> Dc09Answer.read("00000012\"ACK\"0001L0#1234[]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("instead of");
    }
}
