package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FileStoreContract;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.OpenSshServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real OpenSSH server: all that a store promises, each way to log in and to get there. Skipped where it is missing. */
class OpenSshIT extends FileStoreContract {

    private static final int LARGE = 64 << 20;
    private static final int MANY = 3_000;

    private static @Nullable OpenSshServer server;
    private static @Nullable Path folder;

    private Path served;
    private Map<String, String> configuration;

    @BeforeAll
    static void startServer(@TempDir Path temporary) throws IOException {
        assumeTrue(
                Files.isExecutable(OpenSshServer.DAEMON),
                OpenSshServer.DAEMON + " is missing: install openssh-server to run the tests against it");
        folder = temporary;
        OpenSshServer.keygen("-q", "-t", "ed25519", "-N", "", "-f", made("authority"));
        OpenSshServer.keygen("-q", "-t", "ed25519", "-N", "", "-f", made("plain"));
        OpenSshServer.keygen("-q", "-t", "ed25519", "-N", TestKeys.PASSPHRASE, "-f", made("encrypted"));
        OpenSshServer.keygen("-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", made("certified"));
        sign("-n", OpenSshServer.user(), "-V", "-1m:+1h", made("certified.pub"));
        server = new OpenSshServer(
                Files.createDirectory(folder.resolve("server")),
                "TrustedUserCAKeys " + made("authority.pub"),
                "AllowTcpForwarding yes");
        server.accept(
                Files.readString(folder.resolve("plain.pub")) + Files.readString(folder.resolve("encrypted.pub")));
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void configure(@TempDir Path temporary) throws IOException {
        served = Files.createDirectory(temporary.resolve("in"));
        configuration = new HashMap<>(Map.of(
                SftpSettings.HOST, "127.0.0.1",
                SftpSettings.PORT, String.valueOf(server().port()),
                SftpSettings.USERNAME, OpenSshServer.user(),
                SftpSettings.PRIVATE_KEY_FILE, made("plain"),
                SftpSettings.FINGERPRINTS, server().hostKeyFingerprint()));
    }

    @Override
    protected FileStore newStore() {
        return new SftpFileStore(Configurations.settings(configuration));
    }

    @Override
    protected String folder() {
        return served.toString();
    }

    @Override
    protected Path root() {
        return served;
    }

    @Override
    protected boolean denyReading(Path file) throws IOException {
        return !OpenSshServer.user().equals("root") && super.denyReading(file);
    }

    @Override
    protected boolean denyWriting(Path place) throws IOException {
        return !OpenSshServer.user().equals("root") && super.denyWriting(place);
    }

    @Test
    void logsInWithAnEncryptedKey() {
        configuration.put(SftpSettings.PRIVATE_KEY_FILE, made("encrypted"));
        configuration.put(SftpSettings.PASSPHRASE, TestKeys.PASSPHRASE);

        works();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa-pkcs8-encrypted",
                "ecdsa-v2-encrypted.ppk",
                "ed25519-openssh-encrypted",
                "ed25519-pkcs8-encrypted",
                "ed25519-v3-encrypted.ppk"
            })
    void logsInWithAKeyInAnyForm(String name) throws IOException {
        Path authorized = Objects.requireNonNull(folder).resolve("server/authorized");
        String before = Files.readString(authorized);
        Files.writeString(authorized, before + TestKeys.text(TestKeys.kind(name) + ".pub"));
        configuration.remove(SftpSettings.PRIVATE_KEY_FILE);
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text(name));
        configuration.put(SftpSettings.PASSPHRASE, TestKeys.PASSPHRASE);

        try {
            works();
        } finally {
            Files.writeString(authorized, before);
        }
    }

    @Test
    void logsInWithACertificate() {
        configuration.put(SftpSettings.PRIVATE_KEY_FILE, made("certified"));
        fails(FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);

        configuration.put(SftpSettings.CERTIFICATE_FILE, made("certified-cert.pub"));

        works();
    }

    @Test
    void acceptsTheHostKeyInKnownHosts() throws IOException {
        knownHosts("[127.0.0.1]:" + server().port() + " " + server().hostKey());

        works();
    }

    @Test
    void acceptsAHostCertificateOfAKnownAuthority(@TempDir Path temporary) throws IOException {
        try (OpenSshServer certified = certified(temporary, "127.0.0.1")) {
            configuration.put(SftpSettings.PORT, String.valueOf(certified.port()));
            knownHosts("@cert-authority [127.0.0.1]:" + certified.port() + " " + authority());

            works();
        }
    }

    @Test
    void acceptsThePinnedKeyOfAServerThatAlsoHasACertificate(@TempDir Path temporary) throws IOException {
        try (OpenSshServer certified = certified(temporary, "127.0.0.1")) {
            configuration.put(SftpSettings.PORT, String.valueOf(certified.port()));
            configuration.put(SftpSettings.FINGERPRINTS, certified.hostKeyFingerprint());

            works();
        }
    }

    @Test
    void refusesAHostCertificateForAnotherHost(@TempDir Path temporary) throws IOException {
        try (OpenSshServer certified = certified(temporary, "another.example.com")) {
            configuration.put(SftpSettings.PORT, String.valueOf(certified.port()));
            knownHosts("@cert-authority [127.0.0.1]:" + certified.port() + " " + authority());

            fails(FailureKind.MISCONFIGURED, StoreFailure.HOST_KEY);
        }
    }

    @Test
    void connectsByAJumpHost(@TempDir Path temporary) throws IOException {
        try (OpenSshServer jump = new OpenSshServer(temporary)) {
            useJump(jump);

            works();

            assertThat(jump.log()).contains("Accepted publickey");
        }
    }

    @Test
    void saysThatTheJumpHostMayNotForward(@TempDir Path temporary) throws IOException {
        try (OpenSshServer jump = new OpenSshServer(temporary, "AllowTcpForwarding no")) {
            useJump(jump);

            fails(FailureKind.MISCONFIGURED, "jump-forwarding-refused");
        }
    }

    @Test
    void takesAServerThatTheJumpHostCanNotReachForAnOutage(@TempDir Path temporary, @TempDir Path another)
            throws IOException {
        OpenSshServer down = new OpenSshServer(another);
        down.close();
        try (OpenSshServer jump = new OpenSshServer(temporary)) {
            useJump(jump);
            configuration.put(SftpSettings.PORT, String.valueOf(down.port()));

            fails(FailureKind.TRANSIENT, StoreFailure.UNREACHABLE);
        }
    }

    @Test
    void showsBothProposalsToAServerOfAnotherTime(@TempDir Path temporary) throws IOException {
        try (OpenSshServer old = new OpenSshServer(temporary, "Ciphers aes128-cbc,aes256-cbc")) {
            old.accept(Files.readString(Objects.requireNonNull(folder).resolve("plain.pub")));
            configuration.put(SftpSettings.PORT, String.valueOf(old.port()));
            configuration.put(SftpSettings.FINGERPRINTS, old.hostKeyFingerprint());

            assertThat(fails(FailureKind.MISCONFIGURED, ConnectFailure.ALGORITHMS))
                    .hasMessageContaining("aes128-cbc,aes256-cbc")
                    .hasMessageContaining("aes128-ctr")
                    .hasMessageContaining("sftp.ciphers");

            configuration.put(AlgorithmSettings.PRESET, "legacy");
            works();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "jump"})
    void readsALargeFile(String way, @TempDir Path temporary) throws Exception {
        byte[] content = new byte[LARGE];
        new Random(4711).nextBytes(content);
        Files.write(served.resolve("large.bin"), content);
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(content);
        MessageDigest read = MessageDigest.getInstance("SHA-256");

        try (OpenSshServer jump = new OpenSshServer(temporary)) {
            if (way.equals("jump")) {
                useJump(jump);
            }
            try (FileStore store = newStore();
                    InputStream in = new DigestInputStream(store.open(served + "/large.bin", 0), read)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }

        assertThat(read.digest()).isEqualTo(expected);
    }

    @Test
    void listsAFolderOfManyFiles() throws IOException {
        Set<String> expected = new HashSet<>();
        for (int file = 0; file < MANY; file++) {
            expected.add(
                    Files.createFile(served.resolve("file-" + file + ".csv")).toString());
        }
        List<String> listed = new ArrayList<>();

        try (FileStore store = newStore()) {
            store.list(folder(), file -> listed.add(file.path()));
        }

        assertThat(listed).hasSize(MANY);
        assertThat(new HashSet<>(listed)).isEqualTo(expected);
    }

    private void works() {
        try (FileStore store = newStore()) {
            store.list(folder(), file -> {});
        }
    }

    private ConnectorFailure fails(FailureKind kind, String code) {
        try (FileStore store = newStore()) {
            ConnectorFailure failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                    ConnectorFailure.class, () -> store.list(folder(), file -> {}));
            assertThat(failure.code()).as("%s", failure.getMessage()).isEqualTo(code);
            assertThat(failure.kind()).isEqualTo(kind);
            return failure;
        }
    }

    private void useJump(OpenSshServer jump) throws IOException {
        jump.accept(Files.readString(Objects.requireNonNull(folder).resolve("encrypted.pub")));
        configuration.put(JumpSettings.HOST, "127.0.0.1");
        configuration.put(JumpSettings.PORT, String.valueOf(jump.port()));
        configuration.put("sftp.jump.private.key.file", made("encrypted"));
        configuration.put("sftp.jump.private.key.passphrase", TestKeys.PASSPHRASE);
        configuration.put("sftp.jump.host.key.fingerprints", jump.hostKeyFingerprint());
    }

    private void knownHosts(String line) throws IOException {
        configuration.remove(SftpSettings.FINGERPRINTS);
        Path file = Files.writeString(served.resolveSibling("known_hosts"), line + "\n");
        configuration.put(SftpSettings.KNOWN_HOSTS_FILE, file.toString());
    }

    /** A server whose host key the authority certified for a host. */
    private static OpenSshServer certified(Path temporary, String host) throws IOException {
        Path key = temporary.resolve("certified-host");
        OpenSshServer.keygen("-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        sign("-h", "-n", host, "-V", "-1m:+1h", key + ".pub");
        OpenSshServer started = new OpenSshServer(
                Files.createDirectory(temporary.resolve("server")),
                "HostCertificate " + key + "-cert.pub",
                "HostKey " + key);
        started.accept(Files.readString(Objects.requireNonNull(folder).resolve("plain.pub")));
        return started;
    }

    private static void sign(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("-q", "-s", made("authority"), "-I", "test"));
        command.addAll(List.of(arguments));
        OpenSshServer.keygen(command.toArray(String[]::new));
    }

    private static String authority() throws IOException {
        return Files.readString(Path.of(made("authority.pub"))).trim();
    }

    private static String made(String name) {
        return Objects.requireNonNull(folder).resolve(name).toString();
    }

    private static OpenSshServer server() {
        return Objects.requireNonNull(server);
    }
}
