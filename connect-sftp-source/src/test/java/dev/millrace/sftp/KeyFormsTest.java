package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.FailureKind;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys as the usual tools write them; PuTTY's are skipped where puttygen is missing. */
@Timeout(120)
class KeyFormsTest {

    private SftpPartner partner;
    private Map<String, String> configuration;
    private Path folder;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        partner = SftpPartner.start(folder);
        configuration = Configurations.login(partner);
        configuration.remove(SftpSettings.PASSWORD);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa-pem",
                "rsa-pkcs8",
                "rsa-openssh",
                "rsa-v2.ppk",
                "rsa-v3.ppk",
                "ecdsa-pem",
                "ecdsa-pkcs8",
                "ecdsa-openssh",
                "ecdsa-v2.ppk",
                "ecdsa-v3.ppk"
            })
    void logsInWithAKeyInAnyForm(String name) {
        partner.acceptKey(TestKeys.publicKey(TestKeys.kind(name)));
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text(name));

        Attempt.works(configuration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa-pem-encrypted",
                "rsa-pkcs8-encrypted",
                "rsa-openssh-encrypted",
                "rsa-v2-encrypted.ppk",
                "rsa-v3-encrypted.ppk",
                "ecdsa-pem-encrypted",
                "ecdsa-pkcs8-encrypted",
                "ecdsa-openssh-encrypted",
                "ecdsa-v2-encrypted.ppk",
                "ecdsa-v3-encrypted.ppk"
            })
    void logsInWithAnEncryptedKeyFileInAnyForm(String name) throws IOException {
        partner.acceptKey(TestKeys.publicKey(TestKeys.kind(name)));
        Path file = Files.writeString(folder.resolve("key"), TestKeys.text(name));
        configuration.put(SftpSettings.PRIVATE_KEY_FILE, file.toString());
        configuration.put(SftpSettings.PASSPHRASE, TestKeys.PASSPHRASE);

        Attempt.works(configuration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ed25519-openssh",
                "ed25519-pkcs8",
                "ed25519-v2.ppk",
                "ed25519-v3.ppk",
                "ed25519-openssh-encrypted",
                "ed25519-pkcs8-encrypted",
                "ed25519-v2-encrypted.ppk",
                "ed25519-v3-encrypted.ppk"
            })
    void readsAnEd25519KeyInAnyForm(String name) {
        partner.acceptKey(TestKeys.publicKey("ed25519"));
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text(name));
        configuration.put(SftpSettings.PASSPHRASE, TestKeys.PASSPHRASE);

        Attempt.works(configuration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa-pem-encrypted",
                "rsa-pkcs8-encrypted",
                "rsa-openssh-encrypted",
                "ed25519-openssh-encrypted",
                "rsa-v2-encrypted.ppk",
                "rsa-v3-encrypted.ppk"
            })
    void saysThatThePassphraseIsMissingOrWrong(String name) {
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text(name));
        Attempt.fails(configuration, FailureKind.MISCONFIGURED, Login.PASSPHRASE_WRONG);

        configuration.put(SftpSettings.PASSPHRASE, "wrong-4711");
        Attempt.fails(configuration, FailureKind.MISCONFIGURED, Login.PASSPHRASE_WRONG);

        assertThat(partner.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pem", "rsa-pkcs8", "rsa-openssh", "rsa-v2.ppk", "rsa-v3.ppk"})
    void saysThatAKeyIsCutOff(String name) {
        String text = TestKeys.text(name);
        configuration.put(SftpSettings.PRIVATE_KEY, text.substring(0, text.length() / 3));

        Attempt.fails(configuration, FailureKind.MISCONFIGURED, Login.KEY_UNUSABLE);

        assertThat(partner.connections()).isZero();
    }
}
