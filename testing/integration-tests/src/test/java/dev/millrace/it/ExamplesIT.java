package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.SendGridSigner;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of config-examples/, put to a worker unchanged. */
class ExamplesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root"), "config-examples");
    /** Needs keys, which are made while its own test runs: {@code SftpExamplesTest} of the plugin. */
    private static final String ENCRYPTED = "sftp-pgp-gzip.json";

    private static final String PURCHASE_ORDER = """
            ISA*00*          *00*          *ZZ*ACME           *ZZ*US             *261121*1200*U*00401*000000001*1*T*>~
            GS*PO*ACME*US*20261121*1200*1*X*004010~
            ST*850*0001~
            BEG*00*SA*4711**20261121~
            SE*3*0001~
            GE*1*1~
            IEA*1*000000001~
            """;

    private static final String WEBHOOK_SECRET = "a secret of both";

    @ParameterizedTest
    @EnumSource(Line.class)
    void carryADroppedFileToTheReceiver(Line line) throws Exception {
        Path byFtps = Platform.folder();
        Files.createDirectories(byFtps.resolve("inbound"));
        Files.createDirectories(byFtps.resolve("archive"));
        int webhooks = freePort();
        try (SftpFlow partner = new SftpFlow();
                FtpPartner ftps = FtpPartner.start(byFtps, FtpPartner.Protection.EXPLICIT);
                RestPartner receiver = RestPartner.start();
                WorkerProcess worker = WorkerProcess.start(Platform.settings(
                                line, Guarantee.AT_LEAST_ONCE, Platform.broker())
                        .withEnvironment(Map.ofEntries(
                                Map.entry("SFTP_HOST", partner.server().host()),
                                Map.entry(
                                        "SFTP_PORT",
                                        String.valueOf(partner.server().port())),
                                Map.entry("SFTP_USERNAME", partner.server().username()),
                                Map.entry("SFTP_PASSWORD", partner.server().password()),
                                Map.entry(
                                        "SFTP_HOST_KEY_FINGERPRINT",
                                        partner.server().hostKeyFingerprint()),
                                Map.entry("FTPS_HOST", ftps.host()),
                                Map.entry("FTPS_PORT", String.valueOf(ftps.port())),
                                Map.entry("FTPS_USERNAME", ftps.username()),
                                Map.entry("FTPS_PASSWORD", ftps.password()),
                                Map.entry("FTPS_CERTIFICATE_FINGERPRINT", ftps.certificateFingerprint()),
                                Map.entry(
                                        "NACHA_LAYOUT",
                                        EXAMPLES.resolve("layouts/nacha.yaml").toString()),
                                Map.entry("SPOOL_FOLDER", Platform.folder().toString()),
                                Map.entry("WEBHOOK_HOST", "127.0.0.1"),
                                Map.entry("WEBHOOK_PORT", String.valueOf(webhooks)),
                                Map.entry("SHOP_WEBHOOK_SECRET", WebhookFlow.SECRET),
                                Map.entry("SLACK_SIGNING_SECRET", WEBHOOK_SECRET),
                                Map.entry("SHOPIFY_CLIENT_SECRET", WEBHOOK_SECRET),
                                Map.entry("SENDGRID_PUBLIC_KEY", new SendGridSigner().publicKey()),
                                Map.entry("SNS_TOPIC_ARN", "arn:aws:sns:eu-central-1:123456789012:orders"),
                                Map.entry("CLOUDEVENTS_TOKEN", WEBHOOK_SECRET),
                                Map.entry("CLOUDEVENTS_ORIGIN", "events.example.com"),
                                Map.entry("GRAPH_CLIENT_STATE", WEBHOOK_SECRET),
                                Map.entry("GITHUB_WEBHOOK_SECRET", WEBHOOK_SECRET),
                                Map.entry("STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET),
                                Map.entry("ORDERS_WEBHOOK_SECRET", WEBHOOK_SECRET),
                                Map.entry("RECEIVER_URL", receiver.url()))))) {
            for (Path example : examples()) {
                JsonNode configuration = JSON.readTree(example.toFile());
                makeFolders(partner.server().root(), configuration);
                worker.rest().put(configuration.path("name").asText(), configuration.toString());
                worker.rest().awaitRunning(configuration.path("name").asText(), 1, Duration.ofSeconds(60));
            }
            int before = receiver.uniqueCount();
            partner.drop(
                    "orders-" + line + ".csv",
                    "order_id,customer,amount\n1,ada,10.00\n2,bob,20.00\n3,ada,5.50\n4,\"cut\"off,1\n");

            Folders.drop(partner.server().root().resolve("edi/inbound"), "orders-" + line + ".edi", PURCHASE_ORDER);
            Topic ordersByFtps = new Topic(Platform.broker().bootstrapServers(), "orders-by-ftps");
            long byFtpsBefore = ordersByFtps.size();
            Folders.drop(
                    byFtps.resolve("inbound"), "orders-" + line + ".csv", "order_id,customer,amount\n1,ada,10.00\n");

            receiver.awaitUnique(before + 3, Duration.ofSeconds(90));
            partner.awaitArchived("orders-" + line + ".csv");
            assertThat(receiver.accepted())
                    .extracting(request ->
                            JSON.readTree(request.text()).path("customer").asText())
                    .contains("ada", "bob");
            Topic malformed = new Topic(Platform.broker().bootstrapServers(), "orders-malformed");
            Eventually.holds("the bad row is set aside", () -> malformed.size() >= 1);
            Eventually.holds(
                    "the file on the FTPS server is archived",
                    Duration.ofSeconds(60),
                    () -> Files.exists(byFtps.resolve("archive/orders-" + line + ".csv")));
            assertThat(ordersByFtps.size()).isGreaterThan(byFtpsBefore);
            Eventually.holds(
                    "the interchange is archived",
                    Duration.ofSeconds(60),
                    () -> Files.exists(partner.server().root().resolve("edi/archive/orders-" + line + ".edi")));
            sendWebhooks(webhooks);
        }
    }

    /** A 2xx means that Kafka has it, so the topic must say so at once. */
    private static void sendWebhooks(int port) throws Exception {
        String now = String.valueOf(Instant.now().getEpochSecond());
        String issue = "{\"repository\":{\"full_name\":\"acme/shop\"},\"at\":" + System.nanoTime() + "}";
        String charge = "{\"id\":\"evt_" + System.nanoTime() + "\",\"created\":" + now
                + ",\"data\":{\"object\":{\"id\":\"ch\"}}}";
        String order = "{\"order_id\":\"17\"}";
        taken(port, "/hooks/github", "github-events", issue, "X-Hub-Signature-256", "sha256=" + hmac(issue));
        taken(
                port,
                "/hooks/stripe",
                "stripe-events",
                charge,
                "Stripe-Signature",
                "t=" + now + ",v1=" + hmac(now + "." + charge));
        taken(
                port,
                "/hooks/orders",
                "webhook-orders",
                order,
                "X-Signature",
                hmac(now + "." + order),
                "X-Timestamp",
                now,
                "X-Kind",
                "orders",
                "X-Event-Id",
                "e-" + System.nanoTime());
    }

    private static void taken(int port, String path, String topic, String body, String... headers) throws Exception {
        Topic written = new Topic(Platform.broker().bootstrapServers(), topic);
        long before = written.size();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        Eventually.holds(
                "an event is answered with success: " + path, Duration.ofSeconds(60), () -> status(request) == 200);
        assertThat(written.size()).isGreaterThan(before);
    }

    private static int status(HttpRequest request) {
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String hmac(String signed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void makeFolders(Path root, JsonNode configuration) throws IOException {
        for (String key : List.of("input.folders", "archive.folder", "quarantine.folder")) {
            if (configuration.has(key)) {
                Files.createDirectories(
                        root.resolve(configuration.path(key).asText().substring(1)));
            }
        }
    }

    private static List<Path> examples() throws Exception {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith(ENCRYPTED))
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
        }
    }
}
