package dev.millrace.http;

import static dev.millrace.http.Sending.answer;
import static dev.millrace.http.Sending.failure;
import static dev.millrace.http.Sending.get;
import static dev.millrace.http.Sending.post;
import static dev.millrace.http.Sending.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.PartnerAuthority;
import dev.millrace.partner.PartnerIdentity;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.TlsGate;
import dev.millrace.testkit.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ClientTlsTest {

    private static final PartnerAuthority AUTHORITY = PartnerAuthority.named("Partner authority");
    private static final PartnerAuthority ANOTHER = PartnerAuthority.named("Another authority");
    private static final PartnerIdentity SERVER = AUTHORITY.issue("partner", "127.0.0.1", "localhost");

    private Path folder;
    private RestPartner partner;
    private TlsGate gate;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.partner = RestPartner.start();
        this.gate = TlsGate.before(partner.port(), SERVER);
        Files.writeString(folder.resolve("trust.pem"), AUTHORITY.pem());
    }

    @AfterEach
    void close() {
        gate.close();
        partner.close();
    }

    @Test
    void trustsTheAuthoritiesOfAFile() throws Exception {
        try (HttpSender sender = sender(Map.of())) {

            HttpReply reply = answer(sender.send(get(url("127.0.0.1"))));

            assertThat(reply.status()).isEqualTo(200);
        }
    }

    @Test
    void trustsNobodyElse() throws Exception {
        gate.show(ANOTHER.issue("partner", "127.0.0.1"));
        try (HttpSender sender = sender(Map.of())) {

            HttpFault fault = failure(HttpFault.class, sender.send(post(url("127.0.0.1"))));

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
            assertThat(fault).hasMessageContaining("TLS failed");
            assertThat(partner.count()).isZero();
        }
    }

    @Test
    void trustsNoPrivateAuthorityWithoutAFile() throws Exception {
        try (HttpSender sender = settings(Map.of()).openPlain(2, false)) {

            HttpFault fault = failure(HttpFault.class, sender.send(post(url("127.0.0.1"))));

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere.example", "10.0.0.1"})
    void refusesACertificateOfAnotherName(String name) throws Exception {
        gate.show(AUTHORITY.issue("127.0.0.1", name));
        try (HttpSender sender = sender(Map.of())) {

            HttpFault fault = failure(HttpFault.class, sender.send(post(url("127.0.0.1"))));

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
            assertThat(partner.count()).isZero();
        }
    }

    @Test
    void speaksNoOlderVersionThanAllowed() throws Exception {
        gate.speak("TLSv1.2");
        try (HttpSender strict = sender(Map.of("http.tls.min.version", "TLSv1.3"));
                HttpSender usual = sender(Map.of())) {

            HttpFault fault = failure(HttpFault.class, strict.send(post(url("127.0.0.1"))));
            int status = answer(usual.send(get(url("127.0.0.1")))).status();

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.CONNECT);
            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void showsItsCertificateFromPemFiles() throws Exception {
        gate.showAndAsk(SERVER, AUTHORITY);
        write(AUTHORITY.issue("client one"));
        try (HttpSender sender = sender(pemFiles())) {

            HttpReply reply = answer(sender.send(get(url("localhost"))));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(gate.clients()).containsExactly("CN=client one");
        }
    }

    @Test
    void showsItsCertificateFromAKeystore() throws Exception {
        gate.showAndAsk(SERVER, AUTHORITY);
        Path store = Files.write(
                folder.resolve("client.p12"), AUTHORITY.issue("client two").pkcs12("open sesame"));
        try (HttpSender sender = sender(
                Map.of("http.tls.keystore.file", store.toString(), "http.tls.keystore.password", "open sesame"))) {

            HttpReply reply = answer(sender.send(get(url("127.0.0.1"))));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(gate.clients()).containsExactly("CN=client two");
        }
    }

    @Test
    void isNotLetInWithoutTheCertificateThatIsAskedFor() throws Exception {
        gate.showAndAsk(SERVER, AUTHORITY);
        try (HttpSender sender = sender(Map.of())) {

            HttpFault fault = failure(HttpFault.class, sender.send(post(url("127.0.0.1"))));

            assertThat(fault.stage()).isIn(HttpFault.Stage.CONNECT, HttpFault.Stage.UNANSWERED);
            assertThat(partner.count()).isZero();
        }
    }

    @Test
    void takesUpAChangedClientCertificateForTheNextHandshake() throws Exception {
        gate.showAndAsk(SERVER, AUTHORITY);
        write(AUTHORITY.issue("client before"));
        try (HttpSender sender = sender(pemFiles())) {
            answer(sender.send(get(url("127.0.0.1"))));

            write(AUTHORITY.issue("client after"));

            Eventually.holds("the new certificate shown", () -> {
                HttpReply unused = sender.send(get(url("127.0.0.1"))).join();
                return gate.clients().contains("CN=client after");
            });
        }
    }

    @Test
    void losesNoRequestWhileAllCertificatesAreReplacedUnderLoad() throws Exception {
        gate.showAndAsk(SERVER, AUTHORITY);
        write(AUTHORITY.issue("client before"));
        Files.writeString(folder.resolve("trust.pem"), AUTHORITY.pem() + ANOTHER.pem());
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        try (HttpSender sender =
                sender(with(pemFiles(), "http.connection.max.age.ms", "200", "http.connection.idle.ms", "100"))) {
            CompletableFuture<?>[] load = new CompletableFuture<?>[4];
            for (int lane = 0; lane < load.length; lane++) {
                load[lane] = CompletableFuture.runAsync(() -> {
                    while (!over.get()) {
                        try {
                            answer(sender.send(get(url("127.0.0.1"))));
                        } catch (Exception failure) {
                            failed.set(failure);
                            return;
                        }
                    }
                });
            }
            Eventually.holds("some requests", () -> partner.count() > 20);

            gate.showAndAsk(ANOTHER.issue("partner", "127.0.0.1"), AUTHORITY);
            write(AUTHORITY.issue("client after"));
            Eventually.holds("the new certificate shown", () -> gate.clients().contains("CN=client after"));
            over.set(true);
            CompletableFuture.allOf(load).join();

            assertThat(failed.get()).isNull();
        }
    }

    @Test
    void keepsWhatItHasWhileAFileIsHalfWritten() throws Exception {
        gate.showAndAsk(SERVER, AUTHORITY);
        PartnerIdentity client = AUTHORITY.issue("client one");
        write(client);
        try (HttpSender sender =
                sender(with(pemFiles(), "http.connection.max.age.ms", "1", "http.connection.idle.ms", "1"))) {
            answer(sender.send(get(url("127.0.0.1"))));

            Files.writeString(
                    folder.resolve("client.pem"), client.certificatePem().substring(0, 90));
            for (int request = 0; request < 20; request++) {
                answer(sender.send(get(url("127.0.0.1"))));
            }

            assertThat(gate.clients()).hasSizeGreaterThan(1).containsOnly("CN=client one");
        }
    }

    private void write(PartnerIdentity identity) throws Exception {
        Files.writeString(folder.resolve("client.key"), identity.keyPem());
        Files.writeString(folder.resolve("client.pem"), identity.certificatePem());
    }

    private Map<String, String> pemFiles() {
        return Map.of(
                "http.tls.certificate.file", folder.resolve("client.pem").toString(),
                "http.tls.key.file", folder.resolve("client.key").toString());
    }

    private static Map<String, String> with(Map<String, String> options, String... more) {
        Map<String, String> all = new HashMap<>(options);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private HttpSender sender(Map<String, String> options) {
        return settings(with(
                        options,
                        "http.tls.truststore.file",
                        folder.resolve("trust.pem").toString(),
                        "http.tls.reload.interval.ms",
                        "100"))
                .openPlain(4, false);
    }

    private String url(String host) {
        return "https://" + host + ":" + gate.port() + "/orders";
    }
}
