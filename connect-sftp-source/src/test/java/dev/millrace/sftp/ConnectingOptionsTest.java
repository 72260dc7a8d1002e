package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.ProxyPartner;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the options of connecting is found before the connector runs, on the option to change. */
@Timeout(120)
class ConnectingOptionsTest {

    private static final String FINGERPRINT = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

    private SftpPartner partner;
    private Map<String, String> configuration;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("in"));
        Files.createDirectory(folder.resolve("archive"));
        partner = SftpPartner.start(folder);
        configuration = Configurations.connector(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @ParameterizedTest
    @CsvSource({
        "sftp.certificate, ssh-ed25519-cert-v01@openssh.com AAAA",
        "sftp.certificate.file, /cert.pub",
        "sftp.authentications, password;kerberos",
        "sftp.authentications, publickey",
        "sftp.authentications, password;password",
        "sftp.jump.port, 0",
        "sftp.proxy.port, 70000",
        "sftp.proxy.type, socks4",
        "sftp.proxy.host, proxy.example.com",
        "sftp.proxy.username, walker",
        "sftp.proxy.password, secret",
        "sftp.algorithms, ancient",
        "sftp.kex.algorithms, curve25519",
        "sftp.host.key.algorithms, rsa",
        "sftp.ciphers, aes128",
        "sftp.macs, aes128-ctr",
        "sftp.public.key.algorithms, hmac-sha2-256",
        "sftp.host, 'a:1,a:1'",
        "sftp.host, 'a,'"
    })
    void namesTheOptionThatIsWrong(String key, String value) {
        configuration.put(key, value.replace(';', ','));

        assertThat(errors()).containsOnlyKeys(key);
        assertThat(partner.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "sftp.jump.username, hopper",
        "sftp.jump.password, secret",
        "sftp.jump.private.key, key",
        "sftp.jump.host.key.fingerprints, " + FINGERPRINT
    })
    void namesTheJumpHostThatIsMissing(String key, String value) {
        configuration.put(key, value);

        assertThat(errors()).containsOnlyKeys(JumpSettings.HOST);
    }

    @Test
    void wantsALoginAndAHostKeyForTheJumpHost() {
        configuration.put(JumpSettings.HOST, "jump.example.com");

        assertThat(errors()).containsOnlyKeys("sftp.jump.password", "sftp.jump.host.key.fingerprints");
    }

    @Test
    void wantsTheHostOfAProxy() {
        configuration.put(ProxySettings.TYPE, "http");

        assertThat(errors()).containsOnlyKeys(ProxySettings.HOST);
    }

    @Test
    void namesTwoCertificatesAndAnswersThatAreNeverGiven() {
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));
        configuration.put(SftpSettings.CERTIFICATE, TestKeys.text("rsa-cert.pub"));
        configuration.put(SftpSettings.CERTIFICATE_FILE, "/cert.pub");
        configuration.put(MethodSettings.AUTHENTICATIONS, "publickey,password");
        configuration.put(MethodSettings.ANSWERS, "rex");

        assertThat(errors()).containsOnlyKeys(SftpSettings.CERTIFICATE_FILE, MethodSettings.ANSWERS);
    }

    @Test
    void listsTheKnownAlgorithms() {
        configuration.put(Algorithm.MAC.key(), "hmac-sha3");

        assertThat(errors().get(Algorithm.MAC.key()))
                .singleElement()
                .asString()
                .contains("hmac-sha3", "hmac-sha2-256-etm@openssh.com", "hmac-sha1");
    }

    @Test
    void namesTheAlgorithmsThatTheServerDoesNotShare() {
        partner.takeOnlyCiphers("aes128-cbc");

        assertThat(errors()).containsOnlyKeys(Algorithm.CIPHER.key());
    }

    @Test
    void namesTheCertificateThatIsOfNoUse() {
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));
        configuration.put(SftpSettings.CERTIFICATE, TestKeys.text("rsa-expired-cert.pub"));

        assertThat(errors()).containsOnlyKeys(SftpSettings.CERTIFICATE);
    }

    @Test
    void namesWhatTheJumpHostRefuses(@TempDir Path empty) throws IOException {
        try (SftpPartner jump = SftpPartner.start(empty)) {
            configuration.put(JumpSettings.HOST, jump.host());
            configuration.put(JumpSettings.PORT, String.valueOf(jump.port()));
            configuration.put("sftp.jump.password", "wrong-4711");
            configuration.put("sftp.jump.host.key.fingerprints", FINGERPRINT);
            assertThat(errors()).containsOnlyKeys("sftp.jump.host.key.fingerprints");

            configuration.put("sftp.jump.host.key.fingerprints", jump.hostKeyFingerprint());
            assertThat(errors()).containsOnlyKeys("sftp.jump.password");

            configuration.put("sftp.jump.password", jump.password());
            assertThat(errors()).containsOnlyKeys(JumpSettings.HOST);

            jump.forward(true);
            assertThat(errors()).isEmpty();
        }
    }

    @Test
    void namesWhatTheProxyRefuses() throws IOException {
        try (ProxyPartner proxy = ProxyPartner.socks5("walker", "secret-4711")) {
            configuration.put(ProxySettings.TYPE, "socks5");
            configuration.put(ProxySettings.HOST, proxy.host());
            configuration.put(ProxySettings.PORT, String.valueOf(proxy.port()));
            assertThat(errors()).containsOnlyKeys(ProxySettings.USERNAME);

            configuration.put(ProxySettings.USERNAME, "walker");
            configuration.put(ProxySettings.PASSWORD, "secret-4711");
            assertThat(errors()).isEmpty();

            proxy.forbid(true);
            assertThat(errors()).containsOnlyKeys(ProxySettings.HOST);
        }
    }

    private Map<String, List<String>> errors() {
        return new SftpSourceConnector()
                .validate(configuration).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }
}
