package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import dev.millrace.kit.ConnectorFailure;
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
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class AlgorithmsTest {

    private SftpPartner partner;
    private Map<String, String> configuration;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("in"));
        partner = SftpPartner.start(folder);
        configuration = Configurations.login(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void connectsToAnOldServerWithTheLegacyPresetOnly() {
        partner.takeOnlyCiphers("aes128-cbc");
        Attempt.fails(configuration, FailureKind.MISCONFIGURED, ConnectFailure.ALGORITHMS);

        configuration.put(AlgorithmSettings.PRESET, "legacy");

        Attempt.works(configuration);
    }

    @Test
    void showsBothProposalsAndTheOptionWhenTheyDoNotMeet() {
        partner.takeOnlyCiphers("aes192-cbc", "aes128-cbc");
        configuration.put(Algorithm.CIPHER.key(), "aes256-ctr,aes256-gcm@openssh.com");

        ConnectorFailure failure = Attempt.fails(configuration, FailureKind.MISCONFIGURED, ConnectFailure.ALGORITHMS);

        assertThat(failure)
                .hasMessageContaining("aes256-ctr,aes256-gcm@openssh.com")
                .hasMessageContaining("aes192-cbc,aes128-cbc")
                .hasMessageContaining("sftp.ciphers");
        assertThat(ConnectFailure.disagreed(failure)).contains(Algorithm.CIPHER);
    }

    @Test
    void offersWhatIsListedOnly() {
        partner.takeOnlyCiphers("aes128-ctr");
        configuration.put(Algorithm.CIPHER.key(), "aes256-ctr");
        Attempt.fails(configuration, FailureKind.MISCONFIGURED, ConnectFailure.ALGORITHMS);

        configuration.put(Algorithm.CIPHER.key(), "aes256-ctr,aes128-ctr");

        Attempt.works(configuration);
    }

    @Test
    void connectsWithAListOfEachKind() {
        configuration.put(Algorithm.KEX.key(), "ecdh-sha2-nistp256");
        configuration.put(Algorithm.HOST_KEY.key(), "ecdsa-sha2-nistp256");
        configuration.put(Algorithm.CIPHER.key(), "aes256-ctr");
        configuration.put(Algorithm.MAC.key(), "hmac-sha2-512");
        configuration.put(Algorithm.PUBLIC_KEY.key(), "rsa-sha2-256");
        configuration.remove(SftpSettings.PASSWORD);
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));
        partner.acceptKey(TestKeys.publicKey("rsa"));

        Attempt.works(configuration);
    }

    @ParameterizedTest
    @EnumSource
    void knowsOnlyWhatTheLibraryHas(Algorithm algorithm) {
        assertThat(algorithm.known()).allSatisfy(name -> {
            String plain = name.replace("-cert-v01@openssh.com", "");
            String property = plain.equals("ssh-dss") ? "signature.dss" : plain;
            assertThat(JSch.getConfig(property)).as(name).startsWith("com.jcraft.jsch.");
        });
    }

    @ParameterizedTest
    @EnumSource
    void offersNothingThatRestsOnSha1UnlessToldSo(Algorithm algorithm) {
        assertThat(algorithm.modern()).isNotEmpty().noneMatch(name -> name.matches(".*(sha1|cbc|md5|dss).*|ssh-rsa"));
        assertThat(algorithm.legacy()).isNotEmpty();
    }

    @Test
    void prefersTheFastestCipher() {
        assertThat(Algorithm.CIPHER.modern())
                .startsWith("aes128-gcm@openssh.com")
                .contains("aes256-ctr");
    }
}
