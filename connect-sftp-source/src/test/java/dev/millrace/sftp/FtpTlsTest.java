package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Pem;
import dev.millrace.kit.PemFault;
import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.FtpPartner.Protection;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is trusted, and what data connections share with their control connection. */
@Timeout(120)
class FtpTlsTest {

    private Path folder;

    private FtpPartner partner;
    private Map<String, String> login;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        partner = FtpPartner.start(folder, Protection.EXPLICIT);
        login = Configurations.login(partner, Protection.EXPLICIT);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    /** What vsftpd, ProFTPD and FileZilla Server ask for: otherwise anybody could take over a data connection. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void resumesTheSessionOfTheControlConnectionOnDataConnections(String protocol) throws IOException {
        login.put(FtpsSettings.PROTOCOLS, protocol);
        try (FtpControl control = new FtpControl(ftp(), "ftps://test", () -> {})) {
            control.connect();
            SSLSession first = control.encrypted().orElseThrow().getSession();
            Eventually.holds(
                    "another session would be younger", () -> System.currentTimeMillis() > first.getCreationTime());

            for (int transfer = 0; transfer < 3; transfer++) {
                SSLSocket data = (SSLSocket) Objects.requireNonNull(control.transfer("MLSD", null, 0));
                data.getInputStream().readAllBytes();

                assertThat(data.getSession().getProtocol()).isEqualTo(protocol);
                assertThat(data.getSession().getCreationTime()).isEqualTo(first.getCreationTime());

                data.close();
                assertThat(control.answer()).isEqualTo(226);
            }
        }
    }

    @Test
    void trustsACertificateInAFile() throws IOException {
        trust(partner.certificatePem());

        assertThat(failure()).isEmpty();
    }

    @Test
    void takesNoCertificateOfAnotherHost() throws IOException {
        trust(partner.certificatePem());
        login.put(FtpSettings.HOST, "127.0.0.2");
        try (FtpPartner elsewhere = FtpPartner.start(folder, Protection.EXPLICIT)) {
            trust(elsewhere.certificatePem());
            FtpSettings ftp = ftp();
            FtpTls tls = new FtpTls(ftp.tls().orElseThrow(), "other.example.com", elsewhere.port(), "ftps://test");
            try (java.net.Socket plain = new java.net.Socket(elsewhere.host(), elsewhere.port())) {
                plain.getInputStream().readNBytes(3);
                plain.getOutputStream().write("AUTH TLS\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                StringBuilder seen = new StringBuilder();
                while (seen.indexOf("234") < 0 || seen.charAt(seen.length() - 1) != '\n') {
                    seen.append((char) plain.getInputStream().read());
                }

                Exception failed = catchThrowableOfType(Exception.class, () -> tls.control(plain));

                assertThat(FtpFailure.connecting(failed, "ftps://test", tls.shown())
                                .code())
                        .isEqualTo(StoreFailure.HOST_KEY);
            }
        }
    }

    @Test
    void takesNoCertificateThatNobodyTrusts() {
        login.remove(FtpsSettings.FINGERPRINTS);

        ConnectorFailure failure = failure().orElseThrow();

        assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(failure.code()).isEqualTo(StoreFailure.HOST_KEY);
        assertThat(failure).hasMessageContaining(partner.certificateFingerprint());
        assertThat(partner.refusedLogins() + partner.sessions()).isZero();
    }

    @Test
    void takesNoCertificateButThePinnedOne() {
        login.put(FtpsSettings.FINGERPRINTS, "SHA256:" + "00:".repeat(31) + "00");

        assertThat(failure().orElseThrow().code()).isEqualTo(StoreFailure.HOST_KEY);
    }

    @Test
    void takesAnyCertificateWhenToldSo() {
        login.remove(FtpsSettings.FINGERPRINTS);
        login.put(FtpsSettings.CHECK, "insecure");

        assertThat(failure()).isEmpty();
    }

    @Test
    void saysThatAServerOffersNoTls() throws IOException {
        try (FtpPartner plain = FtpPartner.start(folder, Protection.PLAIN)) {
            login.put(FtpSettings.PORT, String.valueOf(plain.port()));

            assertThat(failure().orElseThrow().code()).isEqualTo(FtpFailure.NO_TLS);

            login.put(FtpsSettings.MODE, "implicit");
            assertThat(failure().orElseThrow().code()).isEqualTo(FtpFailure.NO_TLS);
        }
    }

    @Test
    void logsInWithAClientCertificate(@TempDir Path secrets) throws IOException {
        Path certificate = Files.writeString(secrets.resolve("client.pem"), partner.certificatePem());
        Path key = Files.writeString(secrets.resolve("client.key"), partner.certificateKeyPem());
        partner.requireClientCertificate(partner.certificatePem());
        // With TLS 1.3 the server in process may overlook a command that comes while it still checks the certificate.
        login.put(FtpsSettings.PROTOCOLS, "TLSv1.2");
        Optional<ConnectorFailure> without = failure();
        long sessionsWithout = partner.sessions();
        login.put(FtpsSettings.CLIENT_CERTIFICATE_FILE, certificate.toString());
        login.put(FtpsSettings.CLIENT_KEY_FILE, key.toString());

        Optional<ConnectorFailure> with = failure();

        assertThat(with).isEmpty();
        assertThat(without).isPresent();
        assertThat(sessionsWithout).isZero();
    }

    @Test
    void opensAClientKeyWithItsPassphraseAlone(@TempDir Path secrets) throws Exception {
        login.put(FtpsSettings.CLIENT_CERTIFICATE_FILE, write(secrets, "client.pem", partner.certificatePem()));
        login.put(FtpsSettings.CLIENT_KEY_FILE, write(secrets, "client.key", encryptedKey("open sesame")));
        partner.requireClientCertificate(partner.certificatePem());
        login.put(FtpsSettings.PROTOCOLS, "TLSv1.2");
        Optional<ConnectorFailure> without = failure();
        login.put(FtpsSettings.CLIENT_KEY_PASSPHRASE, "open barley");
        Optional<ConnectorFailure> wrong = failure();
        login.put(FtpsSettings.CLIENT_KEY_PASSPHRASE, "open sesame");

        Optional<ConnectorFailure> right = failure();

        assertThat(without.orElseThrow().code()).isEqualTo(FtpFailure.CLIENT_PASSPHRASE);
        assertThat(wrong.orElseThrow().code()).isEqualTo(FtpFailure.CLIENT_PASSPHRASE);
        assertThat(wrong.orElseThrow()).hasMessageNotContaining("barley").hasNoCause();
        assertThat(right).isEmpty();
    }

    /** The server's own key, which is as good as any, in an encrypted PKCS #8 file. */
    private String encryptedKey(String passphrase) throws PemFault {
        PrivateKey key = Pem.key(partner.certificateKeyPem().getBytes(StandardCharsets.US_ASCII), Optional.empty());
        PublicKey certified = Pem.certificates(partner.certificatePem().getBytes(StandardCharsets.US_ASCII))
                .get(0)
                .getPublicKey();
        return KeyFiles.text(new KeyPair(certified, key), "pkcs8", Optional.of(passphrase));
    }

    private static String write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void saysWhichFileCanNotBeRead() throws IOException {
        login.remove(FtpsSettings.FINGERPRINTS);
        login.put(FtpsSettings.TRUSTED_FILE, folder.resolve("nowhere.pem").toString());

        assertThat(failure().orElseThrow().code()).isEqualTo(FtpFailure.TRUST_UNREADABLE);
    }

    private void trust(String pem) throws IOException {
        login.remove(FtpsSettings.FINGERPRINTS);
        login.put(
                FtpsSettings.TRUSTED_FILE,
                Files.writeString(folder.resolve("trusted.pem"), pem).toString());
    }

    private FtpSettings ftp() {
        ConfigDef definition = new ConfigDef();
        StoreSettings.define(definition);
        AbstractConfig config = new AbstractConfig(definition, login, false);
        return FtpSettings.from(config, Optional.of(FtpsSettings.from(config)));
    }

    private Optional<ConnectorFailure> failure() {
        try (FileStore store = Configurations.store(login)) {
            store.list("/in", file -> {});
            return Optional.empty();
        } catch (ConnectorFailure failure) {
            return Optional.of(failure);
        }
    }
}
