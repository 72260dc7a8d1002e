package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.FreePorts;
import dev.millrace.testkit.SourceHarness;
import dev.millrace.webhook.WebhookSourceConnector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A certificate is replaced while events come in, on new connections and on kept ones, and go to Kafka. */
@Timeout(180)
class CertificateChangeTest {

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<String> shown = new AtomicReference<>("");
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private TestCertificates own;
    private TestCertificates first;
    private TestCertificates second;

    @BeforeEach
    void make(@TempDir Path folder) throws IOException {
        own = TestCertificates.make(folder, "listener");
        first = TestCertificates.make(folder, "first");
        second = TestCertificates.make(folder, "second");
        first.replace(own);
    }

    @Test
    void failsNoHandshakeAndNoRequest() throws Exception {
        int port = FreePorts.next();
        try (SourceHarness worker = ConnectorHarness.source(
                        WebhookSourceConnector::new, configuration(port), DeliveryMode.AT_LEAST_ONCE)
                .start()) {
            worker.poll();
            List<Thread> senders = List.of(
                    sending(() -> connectAndPost(port)),
                    sending(() -> connectAndPost(port)),
                    sending(keepingConnected(port)));

            for (TestCertificates next : List.of(second, first, second)) {
                Files.write(own.certificate(), Files.readAllBytes(next.certificate()));
                Files.write(own.key(), Files.readAllBytes(next.key()));
                int before = answered.get();
                String subject = "CN=" + (next.equals(first) ? "first" : "second") + ",O=Millrace";
                worker.runUntil(
                        () -> subject.equals(shown.get()) && answered.get() > before + 20, "the certificate is shown");
            }
            over.set(true);
            worker.runUntil(() -> senders.stream().noneMatch(Thread::isAlive), "the senders are answered");

            assertThat(troubles).isEmpty();
            assertThat(worker.delivered()).hasSize(answered.get());
        }
    }

    private Map<String, String> configuration(int port) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("name", "certificates");
        configuration.put("listener.host", "127.0.0.1");
        configuration.put("listener.port", String.valueOf(port));
        configuration.put("listener.linger.ms", "0");
        configuration.put(TlsSettings.CERTIFICATE_FILE, own.certificate().toString());
        configuration.put(TlsSettings.KEY_FILE, own.key().toString());
        configuration.put(TlsSettings.RELOAD, "100");
        configuration.put("webhook.path", "/hook");
        configuration.put("webhook.verify", "none");
        configuration.put("topic", "events");
        configuration.put("dedup.key", "none");
        return configuration;
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Attempt {
        int status() throws Exception;
    }

    private Thread sending(Attempt attempt) {
        Thread thread = new Thread(() -> {
            while (!over.get()) {
                try {
                    int status = attempt.status();
                    if (status == 200) {
                        answered.incrementAndGet();
                    } else {
                        troubles.add("status " + status);
                    }
                } catch (Exception failed) {
                    troubles.add(failed.toString());
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** With a context of its own each time, so that no session is resumed. */
    private int connectAndPost(int port) throws Exception {
        SSLContext context = TestCertificates.client(Optional.empty(), first, second);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
                RawClient client = RawClient.over(socket)) {
            socket.setSoTimeout(60_000);
            int status = client.post("/hook", "new").status();
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            shown.set(certificate.getSubjectX500Principal().getName());
            return status;
        }
    }

    private Attempt keepingConnected(int port) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(TestCertificates.client(Optional.empty(), first, second))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/hook"))
                .timeout(Duration.ofMinutes(1))
                .POST(HttpRequest.BodyPublishers.ofString("kept"))
                .build();
        return () ->
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
