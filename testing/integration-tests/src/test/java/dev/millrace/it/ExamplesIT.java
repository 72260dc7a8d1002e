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
                                Map.entry("RECEIVER_URL", receiver.url()))))) {
            for (Path example : examples()) {
                JsonNode configuration = JSON.readTree(example.toFile());
                worker.rest().put(configuration.path("name").asText(), configuration.toString());
                worker.rest().awaitRunning(configuration.path("name").asText(), 1, Duration.ofSeconds(60));
            }
            int before = receiver.uniqueCount();
            partner.drop(
                    "orders-" + line + ".csv",
                    "order_id,customer,amount\n1,ada,10.00\n2,bob,20.00\n3,ada,5.50\n4,\"cut\"off,1\n");

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
        }
    }

    private static List<Path> examples() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("millrace.root"), "config-examples"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
        }
    }
}
