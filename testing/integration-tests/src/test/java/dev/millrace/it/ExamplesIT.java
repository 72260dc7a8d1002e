package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.RestPartner;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    @ParameterizedTest
    @EnumSource(Line.class)
    void carryADroppedFileToTheReceiver(Line line) throws Exception {
        Path byFtps = Platform.folder();
        Files.createDirectories(byFtps.resolve("inbound"));
        Files.createDirectories(byFtps.resolve("archive"));
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
