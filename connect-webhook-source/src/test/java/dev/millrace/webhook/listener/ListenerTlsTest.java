package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The listener behind TLS. */
@Timeout(120)
class ListenerTlsTest {

    private final ListenerRegistry registry = new ListenerRegistry();
    private final TestRoute route = TestRoute.at("orders", "/hook");
    private final List<Lease> leases = new ArrayList<>();
    private Path folder;
    private TestCertificates own;

    @BeforeEach
    void make(@TempDir Path temporary) {
        folder = temporary;
        own = TestCertificates.make(folder, "listener");
    }

    @AfterEach
    void close() {
        leases.forEach(Lease::close);
    }

    private int listen(String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        if (!options.contains(TlsSettings.KEYSTORE_FILE)) {
            options.addAll(
                    List.of(TlsSettings.CERTIFICATE_FILE, own.certificate().toString()));
            if (!options.contains(TlsSettings.KEY_FILE)) {
                options.addAll(List.of(TlsSettings.KEY_FILE, own.key().toString()));
            }
        }
        Lease lease = registry.acquire(TestListeners.settings(options.toArray(String[]::new)), "orders");
        leases.add(lease);
        Membership<TestRoute> unused = lease.join(route);
        return lease.port();
    }

    private static SSLSocket connect(SSLContext context, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static RawClient.Reply post(SSLContext context, int port) throws IOException {
        try (SSLSocket socket = connect(context, port);
                RawClient client = RawClient.over(socket)) {
            return client.post("/hook", "x");
        }
    }

    @Test
    void listensWithPemFiles() throws Exception {
        int port = listen();

        RawClient.Reply reply = post(TestCertificates.client(Optional.empty(), own), port);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(route.received.remove().url()).isEqualTo("https://localhost/hook");
    }

    @Test
    void opensAnEncryptedKey() throws Exception {
        int port = listen(
                TlsSettings.KEY_FILE,
                own.encryptedKey().toString(),
                TlsSettings.KEY_PASSPHRASE,
                TestCertificates.SECRET);

        assertThat(post(TestCertificates.client(Optional.empty(), own), port).status())
                .isEqualTo(200);
    }

    @Test
    void listensWithAKeystore() throws Exception {
        int port = listen(
                TlsSettings.KEYSTORE_FILE,
                own.keystore().toString(),
                TlsSettings.KEYSTORE_PASSWORD,
                TestCertificates.SECRET);

        assertThat(post(TestCertificates.client(Optional.empty(), own), port).status())
                .isEqualTo(200);
    }

    @Test
    void refusesOldVersionsOfTls() throws Exception {
        int port = listen(TlsSettings.PROTOCOLS, "TLSv1.3");
        SSLContext context = TestCertificates.client(Optional.empty(), own);

        try (SSLSocket socket = connect(context, port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void tellsTheSubjectOfAClientCertificate() throws Exception {
        TestCertificates client = TestCertificates.make(folder, "sender");
        int port = listen(
                TlsSettings.CLIENT_AUTH,
                "need",
                TlsSettings.TRUSTSTORE_FILE,
                client.certificate().toString());

        RawClient.Reply reply = post(TestCertificates.client(Optional.of(client), own), port);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(route.received.remove().clientSubject()).hasValue("CN=sender,O=Millrace");
        assertThatThrownBy(() -> post(TestCertificates.client(Optional.empty(), own), port))
                .isInstanceOf(IOException.class);
        TestCertificates stranger = TestCertificates.make(folder, "stranger");
        assertThatThrownBy(() -> post(TestCertificates.client(Optional.of(stranger), own), port))
                .isInstanceOf(IOException.class);
        assertThat(route.received).isEmpty();
    }

    @Test
    void goesOnWithoutAClientCertificateWhereItIsOnlyWanted() throws Exception {
        TestCertificates client = TestCertificates.make(folder, "sender");
        int port = listen(
                TlsSettings.CLIENT_AUTH,
                "want",
                TlsSettings.TRUSTSTORE_FILE,
                client.certificate().toString());

        assertThat(post(TestCertificates.client(Optional.empty(), own), port).status())
                .isEqualTo(200);
        assertThat(route.received.remove().clientSubject()).isEmpty();
        assertThat(post(TestCertificates.client(Optional.of(client), own), port).status())
                .isEqualTo(200);
        assertThat(route.received.remove().clientSubject()).isPresent();
    }

    @Test
    void failsNoHandshakeWhileItsCertificateIsReplaced() throws Exception {
        TestCertificates first = TestCertificates.make(folder, "first");
        TestCertificates second = TestCertificates.make(folder, "second");
        first.replace(own);
        int port = listen(TlsSettings.RELOAD, "100");
        AtomicInteger handshakes = new AtomicInteger();
        AtomicReference<String> trouble = new AtomicReference<>("");
        AtomicReference<String> shown = new AtomicReference<>("");
        List<Thread> senders = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        for (int at = 0; at < 3; at++) {
            Thread sender = new Thread(() -> {
                while (!over.get()) {
                    // A context of its own each time, so that no session is resumed.
                    try (SSLSocket socket = connect(TestCertificates.client(Optional.empty(), first, second), port);
                            RawClient client = RawClient.over(socket)) {
                        if (client.post("/hook", "x").status() != 200) {
                            trouble.set("no 200");
                        }
                        shown.set(((X509Certificate) socket.getSession().getPeerCertificates()[0])
                                .getSubjectX500Principal()
                                .getName());
                        handshakes.incrementAndGet();
                    } catch (Exception failed) {
                        trouble.set(failed.toString());
                    }
                }
            });
            senders.add(sender);
            sender.start();
        }

        for (TestCertificates next : List.of(second, first, second, first, second)) {
            // The certificate first and its key later: what is half written must not be taken.
            Files.write(own.certificate(), Files.readAllBytes(next.certificate()));
            int before = handshakes.get();
            Eventually.holds("handshakes go on with half a pair", () -> handshakes.get() > before + 6);
            Files.write(own.key(), Files.readAllBytes(next.key()));
            String subject = "CN=" + (next.equals(first) ? "first" : "second") + ",O=Millrace";
            Eventually.holds("the new certificate is shown", () -> subject.equals(shown.get()));
        }
        over.set(true);
        for (Thread sender : senders) {
            sender.join();
        }

        assertThat(trouble.get()).isEmpty();
        assertThat(handshakes.get()).isGreaterThan(30);
    }

    @Test
    void speaksHttp2WhereItIsSwitchedOn() throws Exception {
        int port = listen(ListenerSettings.HTTP2, "true");
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(TestCertificates.client(Optional.empty(), own))
                .build();

        HttpResponse<String> reply = post(client, "https://127.0.0.1:" + port + "/hook?q=1", "hello");

        assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("5");
        assertThat(route.received.remove().url()).isEqualTo("https://127.0.0.1:" + port + "/hook?q=1");
        assertThat(post(TestCertificates.client(Optional.empty(), own), port).status())
                .isEqualTo(200);
    }

    @Test
    void speaksNoHttp2OtherwiseButHttp1() throws Exception {
        int port = listen();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(TestCertificates.client(Optional.empty(), own))
                .build();

        HttpResponse<String> reply = post(client, "https://127.0.0.1:" + port + "/hook", "hello");

        assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(reply.statusCode()).isEqualTo(200);
    }

    @Test
    void speaksHttp2WithoutTls() throws Exception {
        Lease lease = registry.acquire(TestListeners.settings(ListenerSettings.HTTP2, "true"), "orders");
        leases.add(lease);
        lease.join(route);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

        // The first request asks for the upgrade; one with a body is never upgraded.
        HttpResponse<String> first = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lease.port() + "/healthz"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> second = post(client, "http://127.0.0.1:" + lease.port() + "/hook", "hello");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(route.roomsOpen).hasValue(0);
    }

    private static HttpResponse<String> post(HttpClient client, String url, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
