package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.FtpPartner.Protection;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example for FTPS, with the environment of a server in this process. */
@Timeout(120)
class FtpsExampleTest {

    private static final Path EXAMPLE = Path.of("../config-examples/ftps-orders-csv.json");
    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"");

    @Test
    void isValidAndArchivesAFile(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("inbound"));
        Files.createDirectory(folder.resolve("archive"));
        try (FtpPartner partner = FtpPartner.start(folder, Protection.EXPLICIT)) {
            Map<String, String> configuration = configuration(partner);
            Files.writeString(folder.resolve("inbound/a.csv"), "order_id,amount\n1,2\n");

            assertThat(new SftpSourceConnector().validate(configuration).configValues())
                    .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty())
                    .extracting(ConfigValue::name)
                    .containsAll(configuration.keySet().stream()
                            .filter(key -> key.startsWith("ftp"))
                            .toList());
            configuration.put("scan.interval.ms", "20");
            try (SourceHarness harness =
                    ConnectorHarness.source(SftpSourceConnector::new, configuration, DeliveryMode.AT_LEAST_ONCE)) {
                harness.start();
                harness.runUntil(() -> Files.exists(folder.resolve("archive/a.csv")), "the file is archived");

                assertThat(harness.delivered("orders-by-ftps")).hasSize(1);
            }
        }
    }

    private static Map<String, String> configuration(FtpPartner partner) throws IOException {
        String text = Files.readString(EXAMPLE)
                .replace("${env:FTPS_HOST}", partner.host())
                .replace("${env:FTPS_PORT}", String.valueOf(partner.port()))
                .replace("${env:FTPS_USERNAME}", partner.username())
                .replace("${env:FTPS_PASSWORD}", partner.password())
                .replace("${env:FTPS_CERTIFICATE_FINGERPRINT}", partner.certificateFingerprint());
        Map<String, String> configuration = new HashMap<>();
        ENTRY.matcher(text).results().forEach(entry -> configuration.put(entry.group(1), entry.group(2)));
        return configuration;
    }
}
