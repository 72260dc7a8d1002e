package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates for the keys of {@link TestKeys}; the server knows the authority only. */
@Timeout(120)
class CertificateLoginTest {

    private SftpPartner partner;
    private Map<String, String> configuration;
    private Path folder;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        partner = SftpPartner.start(folder);
        partner.acceptCertificatesOf(TestKeys.publicKey("authority"));
        configuration = Configurations.login(partner);
        configuration.remove(SftpSettings.PASSWORD);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @ParameterizedTest
    @CsvSource({"rsa,rsa-pkcs8", "rsa,rsa-v3-encrypted.ppk", "ecdsa,ecdsa-openssh", "ecdsa,ecdsa-openssh-encrypted"})
    void logsInWithACertificate(String kind, String key) {
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text(key));
        configuration.put(SftpSettings.PASSPHRASE, TestKeys.PASSPHRASE);
        configuration.put(SftpSettings.CERTIFICATE, TestKeys.text(kind + "-cert.pub"));

        Attempt.works(configuration);
    }

    @Test
    void readsTheCertificateFileWithEveryConnection() throws IOException {
        Path file = Files.writeString(folder.resolve("cert.pub"), TestKeys.text("rsa-expired-cert.pub"));
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));
        configuration.put(SftpSettings.CERTIFICATE_FILE, file.toString());
        Attempt.fails(configuration, FailureKind.MISCONFIGURED, Login.CERTIFICATE_UNUSABLE);

        Files.writeString(file, TestKeys.text("rsa-cert.pub"));

        Attempt.works(configuration);
    }

    @Test
    void isRefusedWithTheKeyAlone() {
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));

        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);
    }

    @Test
    void isRefusedWithACertificateForAnotherUser() {
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));
        configuration.put(SftpSettings.CERTIFICATE, TestKeys.text("rsa-other-user-cert.pub"));

        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-expired-cert.pub,was valid until 20",
        "rsa-future-cert.pub,is not valid before 20",
        "rsa-host-cert.pub,is one for hosts",
        "ecdsa-cert.pub,belongs to another private key",
        "rsa.pub,is no line of OpenSSH"
    })
    void saysWhatIsWrongWithACertificateBeforeItConnects(String certificate, String sentence) {
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));
        configuration.put(SftpSettings.CERTIFICATE, TestKeys.text(certificate));

        var failure = Attempt.fails(configuration, FailureKind.MISCONFIGURED, Login.CERTIFICATE_UNUSABLE);

        assertThat(failure).hasMessageContaining(sentence);
        assertThat(partner.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 200, 600, 1_000})
    void saysThatACertificateIsCutOff(int length) {
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));
        configuration.put(
                SftpSettings.CERTIFICATE, TestKeys.text("rsa-cert.pub").substring(0, length));

        Attempt.fails(configuration, FailureKind.MISCONFIGURED, Login.CERTIFICATE_UNUSABLE);
    }
}
