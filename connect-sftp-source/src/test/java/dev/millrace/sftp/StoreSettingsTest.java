package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.FtpPartner.Protection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the connector finds wrong with the configuration of each store, and on which key. */
@Timeout(120)
class StoreSettingsTest {

    private Path folder;

    @BeforeEach
    void make(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        Files.createDirectory(folder.resolve("archive"));
    }

    @ParameterizedTest
    @EnumSource(StoreUnderTest.class)
    void findsNothingWrongWithWhatWorks(StoreUnderTest store) throws IOException {
        try (StoreUnderTest.Served served = store.serve(folder)) {
            assertThat(errors(served.configuration())).isEmpty();
        }
        assertThat(folder.resolve("in")).isEmptyDirectory();
        assertThat(folder.resolve("archive")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "FTP, ftp.host",
        "FTP, ftp.username",
        "FTP, ftp.password",
        "FTPS_EXPLICIT, ftp.host",
        "SFTP, sftp.host",
        "SFTP, sftp.username"
    })
    void namesTheKeyThatTheStoreNeeds(StoreUnderTest store, String key) throws IOException {
        try (StoreUnderTest.Served served = store.serve(folder)) {
            Map<String, String> configuration = served.configuration();
            configuration.remove(key);

            assertThat(errors(configuration)).containsOnlyKeys(key);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FTP, sftp.host, elsewhere",
        "FTP, ftps.mode, explicit",
        "FTP, file.store.name, nas",
        "FTPS_EXPLICIT, sftp.password, secret",
        "FILE, ftp.host, elsewhere",
        "FILE, sftp.host, elsewhere",
        "SFTP, ftp.host, elsewhere",
        "SFTP, file.store.name, nas"
    })
    void namesAnOptionOfAnotherStore(StoreUnderTest store, String key, String value) throws IOException {
        try (StoreUnderTest.Served served = store.serve(folder)) {
            Map<String, String> configuration = served.configuration();
            configuration.put(key, value);

            Map<String, List<String>> errors = errors(configuration);

            assertThat(errors).containsOnlyKeys(key);
            assertThat(errors.get(key)).singleElement().asString().contains("is never used with store=");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "store, webdav",
        "ftp.host, ftp://127.0.0.1",
        "ftp.port, 70000",
        "ftp.mode, lazy",
        "ftp.encoding, runes",
        "ftp.list.time.zone, Atlantis",
        "ftps.mode, perhaps",
        "ftps.check, insecure",
        "ftps.trusted.certificates.file, /some/file",
        "ftps.certificate.fingerprints, SHA1:00",
        "ftps.client.certificate.file, /some/file",
        "ftps.client.key.file, /some/file",
        "ftps.client.key.passphrase, alone",
        "ftps.protocols, SSLv3",
        "ftp.username, nobody",
        "ftp.password, wrong-4711",
        "ftp.host, no-such-host.invalid"
    })
    void namesTheKeyOfAWrongValue(String key, String value) throws IOException {
        try (StoreUnderTest.Served served = StoreUnderTest.FTPS_EXPLICIT.serve(folder)) {
            Map<String, String> configuration = served.configuration();
            configuration.put(key, value);

            Map<String, List<String>> errors = errors(configuration);

            Map<String, String> lands = Map.of(
                    "ftps.client.certificate.file", "ftps.client.key.file",
                    "ftps.client.key.file", "ftps.client.certificate.file",
                    "ftp.username", "ftp.password");
            assertThat(errors).containsOnlyKeys(lands.getOrDefault(key, key));
            assertThat(errors.toString()).doesNotContain("4711");
        }
    }

    @Test
    void namesTheCertificateThatIsNotTrusted() throws IOException {
        try (FtpPartner partner = FtpPartner.start(folder, Protection.EXPLICIT)) {
            Map<String, String> configuration =
                    Configurations.feed(Configurations.login(partner, Protection.EXPLICIT), "");
            configuration.remove(FtpsSettings.FINGERPRINTS);

            Map<String, List<String>> errors = errors(configuration);

            assertThat(errors).containsOnlyKeys(FtpsSettings.FINGERPRINTS);
            assertThat(errors.toString()).contains(partner.certificateFingerprint());
        }
    }

    @ParameterizedTest
    @EnumSource(StoreUnderTest.class)
    void namesTheFolderThatIsMissing(StoreUnderTest store) throws IOException {
        Files.delete(folder.resolve("archive"));
        try (StoreUnderTest.Served served = store.serve(folder)) {
            assertThat(errors(served.configuration())).containsOnlyKeys("archive.folder");
        }
    }

    @Test
    void namesEveryFolderOfAReadOnlyServer() throws IOException {
        try (FtpPartner partner = FtpPartner.start(folder, Protection.PLAIN)) {
            partner.readOnly(true);

            assertThat(errors(Configurations.feed(Configurations.login(partner, Protection.PLAIN), "")))
                    .containsOnlyKeys("input.folders", "archive.folder");
        }
    }

    @Test
    void putsTheNameOfAMountIntoTheOffsets() {
        assertThat(Configurations.store(new HashMap<>(Map.of("store", "file"))).id())
                .isEqualTo("file://");
        assertThat(Configurations.store(new HashMap<>(Map.of("store", "file", "file.store.name", "nas-1")))
                        .id())
                .isEqualTo("file://nas-1");
    }

    private static Map<String, List<String>> errors(Map<String, String> configuration) {
        Map<String, List<String>> errors = new HashMap<>();
        for (ConfigValue value :
                new SftpSourceConnector().validate(configuration).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}
