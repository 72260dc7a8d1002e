package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.SftpPartner;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SftpSourceConnectorTest {

    private static final String OTHER_FINGERPRINT = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

    private Path folder;

    private SftpPartner partner;
    private Map<String, String> configuration;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        Files.createDirectory(folder.resolve("archive"));
        Files.createDirectory(folder.resolve("quarantine"));
        partner = SftpPartner.start(folder);
        configuration = Configurations.connector(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void findsNothingWrongWithWhatWorks() {
        assertThat(errors()).isEmpty();
        assertThat(partner.connections()).isEqualTo(1);
        assertThat(folder.resolve("in")).isEmptyDirectory();
        assertThat(folder.resolve("archive")).isEmptyDirectory();
    }

    @Test
    void leavesTheServerWhenItHasChecked() {
        assertThat(errors()).isEmpty();

        Eventually.holds("no session is open", () -> partner.openSessions() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "sftp.host, sftp://127.0.0.1",
        "sftp.host, partner@example.com",
        "sftp.port, 0",
        "sftp.host.key.fingerprints, MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
        "sftp.host.key.check, perhaps",
        "sftp.private.key.passphrase, alone",
        "format, nonsense",
        "input.folders, relative/path",
        "archive.folder, relative/path",
        "archive.folder, /in",
        "archive.folder, /archive/{year}",
        "archive.folder, /archive/{yyyy",
        "after.read, keep",
        "malformed.mode, quarantine",
        "malformed.mode, sometimes",
        "files.include, [a",
        "errors.tolerance, all"
    })
    void namesTheKeyOfAWrongValueWithoutAskingTheServer(String key, String value) {
        configuration.put(key, value);

        Map<String, List<String>> errors = errors();

        Map<String, String> lands = Map.of("after.read", "archive.folder", "malformed.mode", "malformed.");
        assertThat(errors.keySet()).singleElement().asString().startsWith(lands.getOrDefault(key, key));
        assertThat(partner.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "sftp.password, sftp.password",
        "archive.folder, archive.folder",
        "sftp.host.key.fingerprints, sftp.host.key.fingerprints",
        "sftp.host, sftp.host",
        "sftp.username, sftp.username",
        "topic, topic",
        "input.folders, input.folders",
        "format, format"
    })
    void namesTheKeyThatIsMissing(String missing, String key) {
        configuration.remove(missing);

        assertThat(errors()).containsOnlyKeys(key);
    }

    @Test
    void refusesFilesKnownByTheirContentToSeveralTasks() {
        configuration.put("audit.topic", "audit");
        configuration.put("side.value.form", "struct");
        configuration.put("file.remember.ms", "1000");
        configuration.put("file.identity", "content");
        configuration.put("tasks.max", "2");

        assertThat(errors()).containsOnlyKeys("file.identity");
        assertThat(errors().get("file.identity")).singleElement().asString().contains("tasks.max=1");
        assertThat(partner.connections()).isZero();
        configuration.put("tasks.max", "1");
        assertThat(errors()).isEmpty();
    }

    @Test
    void namesOptionsThatContradictEachOther() throws IOException {
        Path known = Files.writeString(folder.resolve("known_hosts"), partner.knownHostsLine());
        configuration.put(SftpSettings.KNOWN_HOSTS_FILE, known.toString());
        assertThat(errors()).containsOnlyKeys(SftpSettings.KNOWN_HOSTS_FILE);

        configuration.remove(SftpSettings.KNOWN_HOSTS_FILE);
        configuration.put(SftpSettings.HOST_KEY_CHECK, "insecure");
        assertThat(errors()).containsOnlyKeys(SftpSettings.HOST_KEY_CHECK);

        configuration.remove(SftpSettings.HOST_KEY_CHECK);
        configuration.put(SftpSettings.PRIVATE_KEY, "one");
        configuration.put(SftpSettings.PRIVATE_KEY_FILE, "/two");
        assertThat(errors()).containsOnlyKeys(SftpSettings.PRIVATE_KEY_FILE);
        assertThat(partner.connections()).isZero();
    }

    @Test
    void namesAHostThatNobodyKnows() {
        configuration.put(SftpSettings.HOST, "no-such-host.invalid");

        assertThat(errors()).containsOnlyKeys(SftpSettings.HOST);
    }

    @Test
    void namesThePasswordThatIsRefused() {
        configuration.put(SftpSettings.PASSWORD, "wrong-password-4711");

        Map<String, List<String>> errors = errors();

        assertThat(errors).containsOnlyKeys(SftpSettings.PASSWORD);
        assertThat(errors.toString()).doesNotContain("4711");
    }

    @Test
    void namesTheKeyThatCanNotBeUsed() {
        configuration.put(SftpSettings.PRIVATE_KEY, "no key at all 4711");

        Map<String, List<String>> errors = errors();

        assertThat(errors).containsOnlyKeys(SftpSettings.PRIVATE_KEY);
        assertThat(errors.toString()).doesNotContain("4711");
    }

    @Test
    void namesTheHostKeyThatIsAnother() {
        configuration.put(SftpSettings.FINGERPRINTS, OTHER_FINGERPRINT);

        Map<String, List<String>> errors = errors();

        assertThat(errors).containsOnlyKeys(SftpSettings.FINGERPRINTS);
        assertThat(errors.toString()).contains(partner.hostKeyFingerprint());
    }

    @Test
    void namesTheKnownHostsFileThatIsNotThere() {
        configuration.remove(SftpSettings.FINGERPRINTS);
        configuration.put(
                SftpSettings.KNOWN_HOSTS_FILE, folder.resolve("nowhere").toString());

        assertThat(errors()).containsOnlyKeys(SftpSettings.KNOWN_HOSTS_FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"input.folders", "archive.folder", "quarantine.folder"})
    void namesAFolderThatIsMissing(String key) {
        configuration.put(key, "/nowhere");

        Map<String, List<String>> errors = errors();

        assertThat(errors).containsOnlyKeys(key);
        assertThat(errors.toString()).contains("/nowhere does not exist");
    }

    @Test
    void namesAnArchiveFolderThatMayNotBeWritten() {
        partner.denyPath("/archive");

        assertThat(errors()).containsOnlyKeys("archive.folder");
    }

    @Test
    void namesEveryFolderOfAReadOnlyServer() {
        partner.readOnly(true);

        assertThat(errors()).containsOnlyKeys("input.folders", "archive.folder");
    }

    @Test
    void asksForTheFixedPartOfATemplateAlone() {
        configuration.put("archive.folder", "/archive/{yyyy}/{MM}");
        configuration.put("quarantine.folder", "/nowhere/{yyyy}");

        Map<String, List<String>> errors = errors();

        assertThat(errors).containsOnlyKeys("quarantine.folder");
        assertThat(errors.toString()).contains("/nowhere does not exist");
        assertThat(folder.resolve("archive")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rename", "touch", "delete"})
    void asksForNoMoreThanTheInputFolderWhereNothingIsMoved(String afterRead) {
        configuration.remove("archive.folder");
        configuration.put("after.read", afterRead);
        configuration.put("files.include", "*.csv");
        assertThat(errors()).isEmpty();

        partner.readOnly(true);

        assertThat(errors()).containsOnlyKeys("input.folders");
    }

    @Test
    void isContentWithAReadOnlyServerThatKeepsItsFiles() {
        partner.readOnly(true);
        configuration.remove("archive.folder");
        configuration.put("after.read", "keep");

        assertThat(errors()).isEmpty();
    }

    @Test
    void letsAConfigurationPassWhileThePartnerIsOut() throws IOException {
        partner.stopListening();

        assertThat(errors()).isEmpty();
    }

    @Test
    void waitsFiveSecondsAtMostForAServerThatSaysNothing() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            configuration.put(SftpSettings.PORT, String.valueOf(mute.getLocalPort()));
            long began = System.nanoTime();

            assertThat(errors()).isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(ConnectionCheck.LIMIT, ConnectionCheck.LIMIT.multipliedBy(5));
        }
        Eventually.holds(
                "its thread is gone",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("millrace-validate")));
    }

    @Test
    void connectsToNothingWhenToldSo() {
        configuration.put("validate.connection", "false");
        configuration.put(SftpSettings.PASSWORD, "wrong");

        assertThat(errors()).isEmpty();
        assertThat(partner.connections()).isZero();
    }

    @Test
    void repeatsNoPasswordThatWasPutIntoTheHost() {
        configuration.put(SftpSettings.HOST, "sftp://user:secret-4711@host");

        assertThat(errors().toString()).contains(SftpSettings.HOST).doesNotContain("4711");
    }

    @Test
    void givesEachTaskItsShare() {
        SftpSourceConnector connector = new SftpSourceConnector();
        connector.start(configuration);

        List<Map<String, String>> tasks = connector.taskConfigs(3);

        assertThat(tasks).hasSize(3).allSatisfy(task -> assertThat(task).containsAllEntriesOf(configuration));
        assertThat(tasks)
                .extracting(task -> SftpSourceSettings.from(task).task())
                .containsExactly(0, 1, 2);
        assertThat(tasks)
                .extracting(task -> SftpSourceSettings.from(task).tasks())
                .containsOnly(3);
    }

    @Test
    void canDeliverExactlyOnce() {
        SftpSourceConnector connector = new SftpSourceConnector();

        assertThat(connector.exactlyOnceSupport(configuration)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.taskClass()).isEqualTo(SftpSourceTask.class);
        assertThat(connector.version()).isNotBlank();
    }

    @Test
    void takesOffsetsAsItWritesThem() {
        Map<String, Object> partition = Map.of("store", "sftp://h:22", "path", "/in/a", "size", 3L, "modified", 5L);
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(partition, Map.of("position", 2L, "record", 1L, "state", "reading"));
        assertThat(new SftpSourceConnector().alterOffsets(configuration, offsets))
                .isTrue();

        offsets.put(partition, null);
        assertThat(new SftpSourceConnector().alterOffsets(configuration, offsets))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"path, path, attributes", "content, sha256, path"})
    void takesOffsetsInTheFormOfItsIdentityAndRemovesThoseOfAnyForm(String identity, String key, String another) {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(Map.of("store", "sftp://h:22", key, "value"), Map.of("position", 2L));
        offsets.put(Map.of("filename", "a"), null);
        SftpSourceConnector connector = new SftpSourceConnector();

        configuration.put("file.identity", identity);
        assertThat(connector.alterOffsets(configuration, offsets)).isTrue();

        configuration.put("file.identity", another);
        assertThatThrownBy(() -> connector.alterOffsets(configuration, offsets))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("file.identity=" + another);
    }

    @Test
    void refusesOffsetsThatAreNone() {
        Map<String, Object> partition = Map.of("store", "sftp://h:22", "path", "/in/a", "size", 3L, "modified", 5L);
        SftpSourceConnector connector = new SftpSourceConnector();

        assertThatThrownBy(() ->
                        connector.alterOffsets(configuration, Map.of(Map.of("filename", "a"), Map.of("position", 2L))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("{store, path, size, modified}")
                .hasMessageContaining("filename");
        assertThatThrownBy(() -> connector.alterOffsets(configuration, Map.of(partition, Map.of("position", "two"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("position");
        assertThatThrownBy(() -> connector.alterOffsets(configuration, Map.of(partition, Map.of("state", "asleep"))))
                .isInstanceOf(ConnectException.class);
    }

    private Map<String, List<String>> errors() {
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
