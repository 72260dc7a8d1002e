package dev.millrace.sftp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.partner.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The puttygen of this machine. A test that needs it is skipped where it is missing. */
final class PuttyGen {

    private static final String NAME = "puttygen";

    private PuttyGen() {}

    /**
     * Makes PuTTY's form of a key.
     *
     * @param openSsh the plain private key in the form of OpenSSH
     * @param version of the form: 2 or 3
     * @param passphrase to encrypt it with
     */
    static String convert(String openSsh, int version, Optional<String> passphrase) throws IOException {
        assumeTrue(isInstalled(), "puttygen is missing: install putty-tools to run the tests with PuTTY's key files");
        Path folder = Files.createTempDirectory("puttygen");
        Path key = folder.resolve("key");
        Path secret = folder.resolve("passphrase");
        Path made = folder.resolve("key.ppk");
        try {
            Files.writeString(key, openSsh);
            List<String> command = new ArrayList<>(
                    List.of(NAME, key.toString(), "-O", "private", "-o", made.toString(), "--ppk-param"));
            command.add("version=" + version);
            if (passphrase.isPresent()) {
                Files.writeString(secret, passphrase.get() + "\n");
                command.addAll(List.of("--new-passphrase", secret.toString()));
            }
            Command.run(command);
            return Files.readString(made);
        } finally {
            for (Path left : List.of(key, secret, made, folder)) {
                Files.deleteIfExists(left);
            }
        }
    }

    private static boolean isInstalled() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return List.of(path.split(File.pathSeparator, -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, NAME)));
    }
}
