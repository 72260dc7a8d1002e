package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.Answer;
import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.partner.PortalPartner;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.SendGridSigner;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.quickstart.FreePorts;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
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
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of config-examples/, put to a worker unchanged. */
class ExamplesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root"), "config-examples");
    /** Needs keys, which are made while its own test runs: {@code SftpExamplesTest} of the plugin. */
    private static final String ENCRYPTED = "sftp-pgp-gzip.json";

    /** Those need databases and Debezium, which CdcIT, CdcRunbookIT and CdcMySqlIT have. */
    private static final String CAPTURE = "cdc-";

    /** Left out where there is no database. */
    private static final String DATABASE = "database-";

    /** Those need partners that ScenariosIT has, and CdcRunbookIT. */
    private static final String SCENARIO = "scenario-";

    /** Needs the shop of the quickstart, whose DatabaseFlowsIT plays it. */
    private static final String BY_QUERY = "database-orders-by-query.json";

    /** Those need config providers of their own, which SecretsIT has. */
    private static final String SECRETS = "secrets-";

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

    private static final String PROTECT_KEYS = """
            {"keys": [{"id": "k1", "use": ["encrypt", "hmac"], "key": "8f7G3kQvZb0m1n2o3p4q5r6s7t8u9v0w1x2y3z4A5B4="}]}\
            """;

    @ParameterizedTest
    @EnumSource(Line.class)
    void carryADroppedFileToTheReceiver(Line line) throws Exception {
        makeTopics("orders-for-erp", "customers", "shipments", "customers-protected");
        Path byFtps = Platform.folder();
        Files.createDirectories(byFtps.resolve("inbound"));
        Files.createDirectories(byFtps.resolve("archive"));
        int webhooks = FreePorts.next();
        Optional<DatabasePartners> databases = DatabasePartners.where();
        try (SftpFlow partner = SftpFlow.simulated();
                FtpPartner ftps = FtpPartner.start(byFtps, FtpPartner.Protection.EXPLICIT);
                RestPartner receiver = RestPartner.start();
                PortalPartner portal =
                        PortalPartner.start("ada", WEBHOOK_SECRET).orders(8);
                PagedApi api = PagedApi.start().pages(PagedApi.Style.PAGE, 3);
                LegacyPartners legacy = new LegacyPartners();
                WorkerProcess worker = WorkerProcess.start(Platform.settings(
                                line, Guarantee.AT_LEAST_ONCE, Platform.broker())
                        .withEnvironment(legacy.environment())
                        .withEnvironment(
                                databases.map(DatabasePartners::environment).orElse(Map.of()))
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
                                Map.entry(
                                        "ORDERS_COPYBOOK",
                                        EXAMPLES.resolve("layouts/orders.cpy").toString()),
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
                                Map.entry("ERP_URL", receiver.url()),
                                Map.entry("ERP_PASSWORD", WEBHOOK_SECRET),
                                Map.entry("CRM_URL", receiver.url()),
                                Map.entry("CRM_TOKEN", "token"),
                                Map.entry("CARRIER_URL", receiver.url()),
                                Map.entry("CARRIER_API_KEY", "key"),
                                Map.entry("API_URL", api.url()),
                                Map.entry("PORTAL_URL", portal.url()),
                                Map.entry("PORTAL_USER", "ada"),
                                Map.entry("PORTAL_PASSWORD", WEBHOOK_SECRET),
                                Map.entry("PROTECT_KEYS", PROTECT_KEYS),
                                Map.entry("RECEIVER_URL", receiver.url()))))) {
            receiver.answer(
                    request -> request.path().startsWith("/graphql"),
                    Answer.status(200).body("application/json", "{\"data\":{\"upsertCustomer\":{\"id\":\"1\"}}}"));
            for (Path example : examples()) {
                JsonNode configuration = JSON.readTree(example.toFile());
                makeFolders(partner.server().root(), configuration);
                worker.rest().put(configuration.path("name").asText(), configuration.toString());
                worker.rest().awaitRunning(configuration.path("name").asText(), 1, Duration.ofMinutes(3));
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

            receiver.awaitUnique(before + 3, Duration.ofMinutes(3));
            partner.awaitArchived("orders-" + line + ".csv");
            assertThat(receiver.accepted())
                    .filteredOn(request -> request.path().startsWith("/orders"))
                    .extracting(request ->
                            JSON.readTree(request.text()).path("customer").asText())
                    .contains("ada", "bob");
            Topic malformed = new Topic(Platform.broker().bootstrapServers(), "orders-malformed");
            Eventually.holds("the bad row is set aside", () -> malformed.size() >= 1);
            Eventually.holds(
                    "the file on the FTPS server is archived",
                    Duration.ofMinutes(3),
                    () -> Files.exists(byFtps.resolve("archive/orders-" + line + ".csv")));
            assertThat(ordersByFtps.size()).isGreaterThan(byFtpsBefore);
            Eventually.holds(
                    "the interchange is archived",
                    Duration.ofMinutes(3),
                    () -> Files.exists(partner.server().root().resolve("edi/archive/orders-" + line + ".edi")));
            transform(partner.server().root().resolve("transforms/inbound"), line);
            sendWebhooks(webhooks);
            poll(api);
            Topic portalOrders = new Topic(Platform.broker().bootstrapServers(), "portal-orders");
            Eventually.holds("the pages of the portal arrive", Duration.ofMinutes(3), () -> portalOrders.size() >= 8);
            if (databases.isPresent()) {
                databases.get().work();
            }
            request(receiver);
            legacy.speak();
            legacy.dropOrder(
                    partner.server().root().resolve("mainframe/inbound"), "E-" + System.nanoTime() % 1_000_000);
            arrives(receiver, "/mainframe-orders", "\"price\":7.25");
            arrives(receiver, "/feed-orders", "tick");
            Folders.drop(
                    partner.server().root().resolve("customers/inbound"),
                    "customers-" + line + ".csv",
                    "ssn,card,email,born\n078-05-1120,4111111111111111,ada@example.com,1815-12-10\n");
            protect(receiver);
        }
        PostgresServer.missing()
                .ifPresent(reason -> Assumptions.abort("all but the examples of databases were run: " + reason));
    }

    /** A chain of our transforms and the built-in ones: four rows of which one is omitted and one set aside. */
    private static void transform(Path inbound, Line line) throws IOException {
        Topic others = new Topic(Platform.broker().bootstrapServers(), "transformed-orders");
        Topic german = new Topic(Platform.broker().bootstrapServers(), "transformed-orders-de");
        Topic rejected = new Topic(Platform.broker().bootstrapServers(), "transformed-orders-rejected");
        long othersBefore = others.size();
        long germanBefore = german.size();
        long rejectedBefore = rejected.size();
        Folders.drop(inbound, "orders-" + line + ".csv", """
                order_id,customer,email,country,amount
                1,ada,ada@example.com,DE,10.50
                2,bob,bob@example.org,AT,7.25
                3,test,test@example.com,DE,1
                4,eve,eve@example.com,DE,a lot
                """);

        Eventually.holds(
                "three rows went their ways",
                Duration.ofSeconds(60),
                () -> others.size() == othersBefore + 1
                        && german.size() == germanBefore + 1
                        && rejected.size() == rejectedBefore + 1);
        var record = german.read().get((int) germanBefore);
        JsonNode order = JSON.readTree(record.value());
        assertThat(order.path("id").asLong()).isEqualTo(1);
        assertThat(order.path("customer").path("email").asText())
                .startsWith("a")
                .endsWith(".com")
                .doesNotContain("@");
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("DE");
        assertThat(record.headers().lastHeader("feed")).isNotNull();
        assertThat(record.headers().lastHeader("audit.integration").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("orders");
        var aside = rejected.read().get((int) rejectedBefore);
        assertThat(aside.value()).asString(StandardCharsets.UTF_8).contains("a lot");
        assertThat(aside.headers().lastHeader("millrace.error.code")).isNotNull();
    }

    /** The topic has no number of a person, and the receiver has it again. */
    private static void protect(RestPartner receiver) {
        arrives(receiver, "/protected-customers", "\"ssn\":\"078-05-1120\"");
        arrives(receiver, "/protected-customers", "\"card\":\"************1111\"");
        assertThat(new Topic(Platform.broker().bootstrapServers(), "customers-protected").values())
                .isNotEmpty()
                .allSatisfy(value -> assertThat(value)
                        .contains("enc:v1:k1:")
                        .doesNotContain("078-05", "411111", "ada@example.com", "12-10"));
    }

    /** What the API gets reaches the topic. */
    private static void poll(PagedApi api) {
        Topic polled = new Topic(Platform.broker().bootstrapServers(), "api-orders");
        long before = polled.size();
        for (int row = 1; row <= 7; row++) {
            api.add(new PagedRow(
                    System.nanoTime(),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    "a row"));
        }
        Eventually.holds("the rows of the API arrive", Duration.ofMinutes(3), () -> polled.size() >= before + 7);
    }

    /** An envelope with a digest, a mutation, and a batch beside a request of its own. */
    private static void request(RestPartner receiver) {
        produce("orders-for-erp", "ada", "{\"order_id\":\"4711\",\"customer\":\"A & B\",\"amount\":\"10.00\"}");
        produce("customers", "c-1", "{\"name\":\"Ada\"}");
        produce("shipments", "s-1", "{\"service\":\"express\",\"id\":1}");
        produce("shipments", "s-2", "{\"service\":\"slow\",\"id\":2}");
        produce("shipments", "s-3", "{\"service\":\"slow\",\"id\":3}");

        arrives(receiver, "/services/orders", "<customer>A &amp; B</customer>");
        arrives(receiver, "/services/orders", "PasswordDigest");
        arrives(receiver, "/graphql", "Ada");
        arrives(receiver, "/express", "\"id\":1");
        arrives(receiver, "/shipments", "[{");
        arrives(receiver, "/shipments", "\"id\":3");
    }

    /** Those that nothing but the test writes to; the run on the other line may have made them. */
    private static void makeTopics(String... names) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Platform.broker().bootstrapServers()))) {
            Set<String> there = admin.listTopics().names().get();
            admin.createTopics(Stream.of(names)
                            .filter(name -> !there.contains(name))
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static void produce(String topic, String key, String value) {
        try (TopicWriter writer = new TopicWriter()) {
            writer.write(topic, key, value);
        }
    }

    private static void arrives(RestPartner receiver, String path, String text) {
        Eventually.holds(
                path + " receives " + text,
                Duration.ofMinutes(3),
                () -> receiver.accepted().stream()
                        .anyMatch(request -> request.path().startsWith(path)
                                && request.text().contains(text)));
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
                "an event is answered with success: " + path, Duration.ofMinutes(3), () -> status(request) == 200);
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
                    .filter(file -> !file.getFileName().toString().startsWith(CAPTURE))
                    .filter(file -> !file.getFileName().toString().startsWith(SECRETS))
                    .filter(file -> !file.getFileName().toString().startsWith(SCENARIO))
                    .filter(file -> !file.endsWith(BY_QUERY))
                    .filter(file -> PostgresServer.missing().isEmpty()
                            || !file.getFileName().toString().startsWith(DATABASE))
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
        }
    }
}
