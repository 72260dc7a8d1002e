package dev.millrace.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void makesAPairOfWhichTheOwnerAloneReadsTheSecret() throws IOException {
        Path key = folder.resolve("key.pem");

        SigningKey.make(key);
        SignedCheckpoint signed = SigningKey.sign(checkpoint(), SigningKey.secret(key));

        assertThat(SigningKey.fits(signed, SigningKey.open(SigningKey.beside(key))))
                .isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> SigningKey.make(key))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("leave --new-key out");
    }

    @Test
    void refusesOtherFilesAndSaysHowAKeyIsMade() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "no key");

        assertThatThrownBy(() -> SigningKey.secret(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("openssl genpkey -algorithm ed25519");
        assertThatThrownBy(() -> SigningKey.open(file)).isInstanceOf(CommandFailure.class);
        assertThatThrownBy(() -> SigningKey.open(folder.resolve("none"))).isInstanceOf(CommandFailure.class);
    }

    @Test
    void agreesWithOpenSsl() throws Exception {
        assumeTrue(openssl("version") == 0, "openssl is not installed");
        Path key = folder.resolve("key.pem");
        Path open = folder.resolve("key.pem.pub");
        Path statement = folder.resolve("statement");
        Path signature = folder.resolve("signature");

        int made = openssl("genpkey", "-algorithm", "ed25519", "-out", key.toString());
        int opened = openssl("pkey", "-in", key.toString(), "-pubout", "-out", open.toString());
        SignedCheckpoint signed = SigningKey.sign(checkpoint(), SigningKey.secret(key));
        Files.writeString(statement, signed.statement());
        Files.write(signature, signed.signature());
        int verified = openssl(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                open.toString(),
                "-rawin",
                "-in",
                statement.toString(),
                "-sigfile",
                signature.toString());

        assertThat(List.of(made, opened, verified)).containsOnly(0);
        assertThat(SigningKey.fits(signed, SigningKey.open(open))).isTrue();
    }

    private static Checkpoint checkpoint() {
        return new Checkpoint(1, "audit", "2026-03-01T12:00:00Z", "", "", List.of());
    }

    private int openssl(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException absent) {
            return -1;
        }
    }
}
