package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.partner.SftpPartner;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A key file that is replaced while the connector runs. */
@Timeout(240)
class KeyRotationTest {

    @Test
    void logsInWithTheKeyThatItsFileHoldsByThen(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("in"));
        Path file = Files.writeString(folder.resolve("key"), TestKeys.text("rsa-openssh"));
        try (SftpPartner partner = SftpPartner.start(folder)) {
            partner.acceptKey(TestKeys.publicKey("rsa"));
            Map<String, String> configuration = Configurations.login(partner);
            configuration.remove(SftpSettings.PASSWORD);
            configuration.put(SftpSettings.PRIVATE_KEY_FILE, file.toString());
            try (FileStore store = new SftpFileStore(Configurations.settings(configuration))) {
                ConnectorFailure before = Attempt.failure(store, configuration);

                partner.forgetKeys();
                partner.acceptKey(TestKeys.publicKey("ecdsa"));
                partner.cutAllSessions();
                Eventually.holds("the old key is refused", () -> isRefused(Attempt.failure(store, configuration)));
                Files.writeString(file, TestKeys.text("ecdsa-openssh"));

                assertThat(before).isNull();
                assertThat(Attempt.failure(store, configuration)).isNull();
            }
        }
    }

    /** A connection that was just cut fails otherwise. */
    private static boolean isRefused(@Nullable ConnectorFailure failure) {
        return failure != null && failure.code().equals("login-refused");
    }
}
