package dev.millrace.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.PartnerAuthority;
import dev.millrace.partner.PartnerIdentity;
import dev.millrace.partner.TlsGate;
import dev.millrace.partner.tcp.LineSender;
import dev.millrace.partner.tcp.SoupServer;
import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.FreePorts;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect, how lines are protected, and how ports are got. */
@Timeout(120)
class TransportTest {

    private final int port = FreePorts.next();
    private Path folder;

    @BeforeEach
    void prepare(@TempDir Path temporary) {
        folder = temporary;
    }

    private SourceHarness listening(String... more) {
        List<String> pairs = new ArrayList<>(List.of(
                "mode",
                "server",
                "listen.address",
                "127.0.0.1",
                "listen.ports",
                String.valueOf(port),
                "session",
                "lines"));
        pairs.addAll(List.of(more));
        return TestRun.of(pairs.toArray(String[]::new));
    }

    private String write(String name, String pem) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, pem);
        return file.toString();
    }

    @Test
    void takesLinesOfManyCallers() throws IOException {
        try (SourceHarness harness = listening();
                LineSender one = LineSender.to("127.0.0.1", port);
                LineSender other = LineSender.to("127.0.0.1", port)) {
            harness.poll();
            one.send("a1", "a2");
            other.lineEnd("\r\n").send("b1");
            harness.runUntil(() -> harness.delivered().size() >= 3, "three records");

            assertThat(TestRun.texts(harness.delivered())).containsExactlyInAnyOrder("a1", "a2", "b1");
            assertThat(harness.delivered()).extracting(record -> record.key()).containsOnly("127.0.0.1");
        }
    }

    @Test
    void turnsAwayWhoIsNotAllowed() throws IOException {
        try (SourceHarness harness = listening("allowed.addresses", "10.0.0.0/8,192.168.1.7")) {
            harness.poll();
            Eventually.holds("turned away", () -> isClosedAtOnce(port));

            assertThat(harness.delivered()).isEmpty();
        }
    }

    @Test
    void turnsAwayOneCallerTooMany() throws IOException {
        try (SourceHarness harness = listening("connections.max", "1");
                LineSender first = LineSender.to("127.0.0.1", port)) {
            first.send("first");
            harness.runUntil(() -> harness.delivered().size() == 1, "the first one's line");

            Eventually.holds("the second one turned away", () -> isClosedAtOnce(port));
        }
    }

    private static boolean isClosedAtOnce(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(2_000);
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return false;
        }
    }

    @Test
    void waitsForAPortThatIsStillInUse() throws IOException {
        ServerSocket before = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        try (SourceHarness harness = listening();
                LineSender sender = LineSender.to("127.0.0.1", port)) {
            harness.poll();
            harness.poll();
            before.close();
            sender.send("at last");
            harness.runUntil(() -> harness.delivered().size() == 1, "a line on the port");

            assertThat(TestRun.texts(harness.delivered())).containsExactly("at last");
        }
    }

    @Test
    void stopsWhenThePortStaysInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                SourceHarness harness = listening("bind.retry.ms", "300")) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> harness.runUntil(() -> false, "an end"))
                    .hasStackTraceContaining("[listen-failed]")
                    .hasStackTraceContaining("listen.ports");
        }
    }

    @Test
    void speaksMutualTlsAsAServer() throws IOException {
        PartnerAuthority authority = PartnerAuthority.named("test");
        PartnerIdentity own = authority.issue("localhost", "127.0.0.1");
        PartnerIdentity caller = authority.issue("caller", "127.0.0.1");
        PartnerIdentity stranger = PartnerAuthority.named("other").issue("stranger", "127.0.0.1");
        try (SourceHarness harness = listening(
                        "tls.enabled", "true",
                        "tls.certificate.file", write("own.pem", own.certificatePem()),
                        "tls.key.file", write("own.key", own.keyPem()),
                        "tls.trusted.certificates.file", write("trusted.pem", authority.pem()),
                        "tls.client.certificate.required", "true");
                LineSender unknown = LineSender.to(stranger.context(authority).getSocketFactory(), "127.0.0.1", port);
                LineSender known = LineSender.to(caller.context(authority).getSocketFactory(), "127.0.0.1", port)) {
            harness.poll();
            try {
                unknown.send("from a stranger");
            } catch (IOException refused) {
                // With TLS 1.3 the refusal may show only in what is sent next.
            }
            known.send("by a friend");
            harness.runUntil(() -> harness.delivered().size() >= 1, "the friend's line");

            assertThat(TestRun.texts(harness.delivered())).containsExactly("by a friend");
        }
    }

    @Test
    void speaksTlsAsAClientAndChecksTheName() throws IOException {
        PartnerAuthority authority = PartnerAuthority.named("test");
        String trusted = write("trusted.pem", authority.pem());
        try (SoupServer server = SoupServer.start();
                TlsGate right = TlsGate.before(server.port(), authority.issue("feed", "127.0.0.1"));
                TlsGate wrong = TlsGate.before(server.port(), authority.issue("feed", "elsewhere.example"))) {
            server.publish("safe");
            String hosts = "127.0.0.1:" + wrong.port() + ",127.0.0.1:" + right.port();
            try (SourceHarness harness =
                    TestRun.of(TestRun.soup(hosts, "tls.enabled", "true", "tls.trusted.certificates.file", trusted))) {
                harness.runUntil(() -> harness.delivered().size() == 1, "the record behind TLS");

                assertThat(server.logins()).hasSize(1);
                assertThat(TestRun.texts(harness.delivered())).containsExactly("safe");
            }
        }
    }

    @Test
    void closesALineOnWhichAFrameNeverEnds() throws IOException {
        try (SourceHarness harness = listening("frame.timeout.ms", "300");
                LineSender slow = LineSender.to("127.0.0.1", port)) {
            harness.poll();
            slow.sendUnfinished("x");

            assertThat(slow.hearTheRest(Duration.ofSeconds(10))).isEmpty();
            assertThat(harness.delivered()).isEmpty();
        }
    }
}
