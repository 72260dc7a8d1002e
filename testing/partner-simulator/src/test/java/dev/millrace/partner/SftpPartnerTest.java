package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.sftp.client.SftpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SftpPartnerTest {

    private Path root;
    private SftpPartner partner;
    private SftpVisitor visitor;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        root = folder;
        partner = SftpPartner.start(root);
        visitor = new SftpVisitor();
    }

    @AfterEach
    void stop() {
        visitor.close();
        partner.close();
    }

    @Test
    void servesItsFolderAsTheRoot() throws IOException {
        Files.createDirectory(root.resolve("in"));
        Files.writeString(root.resolve("in/orders.csv"), "id\n1\n");

        try (SftpClient sftp = visitor.open(partner)) {
            assertThat(SftpVisitor.list(sftp, "/")).containsExactly("in");
            assertThat(SftpVisitor.list(sftp, "in")).containsExactly("orders.csv");
            assertThat(SftpVisitor.read(sftp, "/in/orders.csv")).asString().isEqualTo("id\n1\n");
        }
    }

    @Test
    void countsTheListingsOfAFolder() throws IOException {
        Files.createDirectories(root.resolve("in/below"));

        try (SftpClient sftp = visitor.open(partner)) {
            SftpVisitor.list(sftp, "/in");
            SftpVisitor.list(sftp, "/in");
            SftpVisitor.list(sftp, "/in/below");
        }

        assertThat(partner.listings("/in")).isEqualTo(2);
        assertThat(partner.listings("/in/below")).isEqualTo(1);
        assertThat(partner.listings("/")).isZero();
    }

    @Test
    void letsNobodyOutOfItsFolder() throws IOException {
        Path outside = Files.writeString(root.resolveSibling("outside-" + partner.port()), "secret");

        try (SftpClient sftp = visitor.open(partner)) {
            assertThatThrownBy(() -> SftpVisitor.read(sftp, "/../" + outside.getFileName()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> SftpVisitor.read(sftp, outside.toString())).isInstanceOf(IOException.class);
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void takesWhatAClientWritesMovesAndRemoves() throws IOException {
        try (SftpClient sftp = visitor.open(partner)) {
            sftp.mkdir("/archive");
            try (var out = sftp.write("/drop.csv")) {
                out.write('x');
            }
            sftp.rename("/drop.csv", "/archive/drop.csv");

            assertThat(root.resolve("archive/drop.csv")).hasContent("x");
            sftp.remove("/archive/drop.csv");
            sftp.rmdir("/archive");
        }

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void knowsOnlyItsOwnUserAndPassword() throws IOException {
        ClientSession session = visitor.connect(partner);
        session.addPasswordIdentity("wrong");

        assertThatThrownBy(() -> session.auth().verify(SftpVisitor.PATIENCE)).isInstanceOf(SshException.class);
        assertThat(partner.refusedLogins()).isPositive();
        assertThat(partner.sessions()).isZero();
    }

    @Test
    void acceptsAKeyItWasGivenAndNoOther() throws Exception {
        KeyPair known = keyPair();
        partner.acceptKey(known.getPublic());

        ClientSession welcome = visitor.connect(partner);
        welcome.addPublicKeyIdentity(known);
        welcome.auth().verify(SftpVisitor.PATIENCE);
        ClientSession stranger = visitor.connect(partner);
        stranger.addPublicKeyIdentity(keyPair());

        assertThat(welcome.isAuthenticated()).isTrue();
        assertThatThrownBy(() -> stranger.auth().verify(SftpVisitor.PATIENCE)).isInstanceOf(SshException.class);
    }

    @Test
    void printsItsHostKeyAsOpenSshDoes() throws IOException {
        visitor.logIn(partner);

        assertThat(partner.hostKeyFingerprint())
                .matches("SHA256:[A-Za-z0-9+/]{43}")
                .isEqualTo(KeyUtils.getFingerPrint(visitor.hostKeys().get(0)));
        assertThat(partner.knownHostsLine())
                .isEqualTo("[127.0.0.1]:" + partner.port() + " "
                        + PublicKeyEntry.toString(visitor.hostKeys().get(0)));
    }

    @Test
    void countsSessionsAndTheBytesOfEachFile() throws IOException {
        byte[] content = new byte[100_000];
        Arrays.fill(content, (byte) 'x');
        Files.write(root.resolve("a.bin"), content);
        Files.write(root.resolve("untouched.bin"), content);

        try (SftpClient sftp = visitor.open(partner)) {
            SftpVisitor.read(sftp, "/a.bin");
            try (SftpClient.CloseableHandle handle = sftp.open("/a.bin")) {
                sftp.read(handle, 99_990, new byte[100]);
            }
        }
        visitor.logIn(partner);

        assertThat(partner.sessions()).isEqualTo(2);
        assertThat(partner.openSessions()).isEqualTo(2);
        assertThat(partner.bytesRead("/a.bin")).isEqualTo(100_010);
        assertThat(partner.bytesRead("/untouched.bin")).isZero();
        assertThat(partner.bytesRead()).isEqualTo(100_010);
        assertThat(partner.readStarts("/a.bin")).containsExactly(0L, 99_990L);
    }

    @Test
    void servesTheUserItWasGiven() throws IOException {
        try (SftpPartner other = SftpPartner.start(root, 0, "acme", "s3cret")) {
            assertThat(other.username()).isEqualTo("acme");
            assertThat(other.password()).isEqualTo("s3cret");
            assertThat(other.root()).isEqualTo(root);
            assertThat(visitor.logIn(other).isAuthenticated()).isTrue();
        }
    }

    @Test
    void saysWhenItIsAskedForWhatItCanNotKnow() {
        assertThatThrownBy(() -> partner.bytesRead("a.bin")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> partner.denyPath("/in/")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> partner.dropConnectionAfterBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static KeyPair keyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
