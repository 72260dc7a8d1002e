package dev.millrace.ops.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.SignedWebhook;
import dev.millrace.partner.WebhookEvent;
import dev.millrace.partner.WebhookSigner;
import dev.millrace.testkit.LogCapture;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices as a receiver of webhooks, a mail server and the log get them. */
final class ChannelsTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final TestClock CLOCK = new TestClock("2027-03-01T12:00:05Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void signsWebhooksAsThePartnerThatVerifiesThem() throws Exception {
        try (RestPartner partner = RestPartner.start();
                WebhookChannel channel = webhook(partner)) {
            channel.send(notice(Notice.Kind.FIRING));
            channel.send(notice(Notice.Kind.FIRING));
            channel.send(notice(Notice.Kind.RESOLVED));

            List<ReceivedRequest> received = partner.received();
            assertThat(received).hasSize(3).allSatisfy(ChannelsTest::assertSigned);
            assertThat(received.get(0).header("webhook-id"))
                    .isPresent()
                    .isEqualTo(received.get(1).header("webhook-id"))
                    .isNotEqualTo(received.get(2).header("webhook-id"));
            assertThat(received.get(0).text())
                    .isEqualTo("{\"type\":\"alert.firing\",\"timestamp\":\"2027-03-01T12:00:00Z\",\"data\":{"
                            + "\"alert\":\"failed/orders/1803902340000\",\"rule\":\"failed\",\"severity\":\"critical\","
                            + "\"subject\":\"orders\",\"connector\":\"orders\",\"since\":\"2027-03-01T11:59:00Z\","
                            + "\"sentence\":\"Task 0 has failed.\",\"runbook\":\"docs/r.md\","
                            + "\"console\":\"https://console.test/alerts\"}}");
        }
    }

    private static void assertSigned(ReceivedRequest request) {
        WebhookEvent event =
                WebhookEvent.of(request.header("webhook-id").orElseThrow(), "application/json", request.body());
        SignedWebhook expected =
                WebhookSigner.standardWebhooks(SECRET).sign(URI.create("http://receiver/"), event, CLOCK.instant());
        assertThat(request.header("webhook-timestamp"))
                .hasValue(String.valueOf(CLOCK.instant().getEpochSecond()));
        assertThat(request.header("webhook-signature")).hasValue(expected.header("webhook-signature"));
    }

    @Test
    void takesAnyOtherStatusForAFailureAndAReceiverThatIsGoneToo() throws Exception {
        try (RestPartner partner = RestPartner.start();
                WebhookChannel channel = webhook(partner)) {
            partner.answerAll(500);
            assertThatThrownBy(() -> channel.send(notice(Notice.Kind.FIRING)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("status 500");

            partner.clearAnswers().answerAll(422);
            assertThatThrownBy(() -> channel.send(notice(Notice.Kind.FIRING)))
                    .isInstanceOf(Channel.Refused.class)
                    .hasMessage("status 422");

            partner.stopListening();
            assertThatThrownBy(() -> channel.send(notice(Notice.Kind.FIRING)))
                    .isInstanceOf(IOException.class)
                    .message()
                    .isNotBlank()
                    .doesNotContain("/hook");
        }
    }

    @Test
    void readsASecretAnewSoThatItMayChange() throws Exception {
        try (RestPartner partner = RestPartner.start();
                WebhookChannel channel = webhook(partner)) {
            channel.send(notice(Notice.Kind.FIRING));
            Files.writeString(folder.resolve("secret"), SECRET + "\nwhsec_bmV4dA==");
            channel.send(notice(Notice.Kind.FIRING));
            Files.delete(folder.resolve("secret"));

            assertThatThrownBy(() -> channel.send(notice(Notice.Kind.FIRING)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("there is no secret at the file");
            assertThat(partner.received().get(1).header("webhook-signature").orElseThrow())
                    .matches("v1,\\S+ v1,\\S+");
        }
    }

    private WebhookChannel webhook(RestPartner partner) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        return new WebhookChannel(
                "hook", URI.create(partner.url() + "/hook/token"), new SecretPlace.InFile(secret), CLOCK);
    }

    @Test
    void mailsNoticesWithALoginAsOneThread() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            server.setUser("millrace@example.com", "millrace", "geheim");
            MailChannel channel = mail(server.getSmtp().getPort(), "geheim");

            channel.send(notice(Notice.Kind.FIRING));
            channel.send(notice(Notice.Kind.RESOLVED));

            MimeMessage[] mails = server.getReceivedMessages();
            assertThat(mails).hasSize(4);
            MimeMessage first = mails[0];
            MimeMessage last = mails[3];
            assertThat(first.getSubject()).isEqualTo("[Millrace] FIRING failed: orders");
            assertThat(first.getHeader("From")).containsExactly("millrace@example.com");
            assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(first.getHeader("References")).isEqualTo(last.getHeader("References"));
            assertThat(first.getMessageID()).isNotEqualTo(last.getMessageID());
            assertThat((String) first.getContent())
                    .contains("Task 0 has failed.", "Rule:     failed (critical)", "Runbook:  docs/r.md");
            assertThat((String) last.getContent()).contains("It is over. Before: Task 0 has failed.");
        } finally {
            server.stop();
        }
    }

    @Test
    void saysWhatAMailServerRefusesAndNotWithWhichPassword() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            server.setUser("millrace@example.com", "millrace", "geheim");
            MailChannel wrong = mail(server.getSmtp().getPort(), "falsch");
            MailChannel secure = new MailChannel(
                    "team",
                    new MailServer(
                            "127.0.0.1",
                            server.getSmtp().getPort(),
                            MailServer.Security.STARTTLS,
                            "",
                            Optional.empty()),
                    "millrace@example.com",
                    List.of("a@example.com"));

            assertThatThrownBy(() -> wrong.send(notice(Notice.Kind.FIRING)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("AuthenticationFailedException")
                    .hasMessageNotContaining("falsch");
            assertThatThrownBy(() -> secure.send(notice(Notice.Kind.FIRING)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("STARTTLS");
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    private MailChannel mail(int port, String password) {
        try {
            Path secret = Files.writeString(folder.resolve("password"), password);
            MailServer server = new MailServer(
                    "127.0.0.1",
                    port,
                    MailServer.Security.NONE,
                    "millrace",
                    Optional.of(new SecretPlace.InFile(secret)));
            return new MailChannel("team", server, "millrace@example.com", List.of("a@example.com", "b@example.com"));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Test
    void logsWhatIsWrongAndWhatIsOverOnOneLineEach() {
        try (LogCapture log = new LogCapture()) {
            LogChannel channel = new LogChannel("log");

            channel.send(notice(Notice.Kind.FIRING));
            channel.send(notice(Notice.Kind.RESOLVED));

            assertThat(log.lines())
                    .anyMatch(line -> line.contains("FIRING failed: orders: Task 0 has failed."))
                    .anyMatch(line -> line.contains("RESOLVED failed: orders"));
        }
    }

    private static Notice notice(Notice.Kind kind) {
        Alert alert = new Alert(
                "failed",
                "orders",
                "orders",
                Severity.CRITICAL,
                Phase.FIRING,
                Instant.parse("2027-03-01T11:59:00Z"),
                Instant.parse("2027-03-01T12:00:00Z"),
                Instant.parse("2027-03-01T12:00:00Z"),
                "Task 0 has failed.",
                "docs/r.md",
                List.of());
        return new Notice(kind, alert, Instant.parse("2027-03-01T12:00:00Z"), "https://console.test/alerts");
    }
}
