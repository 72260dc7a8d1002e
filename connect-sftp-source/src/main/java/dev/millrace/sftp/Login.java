package dev.millrace.sftp;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The private key of a login. A key that can't be used is told apart here from one that the server refuses, for the library
 * does not do so.
 */
final class Login {

    static final String KEY_UNUSABLE = "private-key-unusable";
    static final String PASSPHRASE_WRONG = "passphrase-wrong";

    private Login() {}

    /** Gives the library the key to log in with, if there is one. */
    static void addKey(JSch library, SftpSettings settings, String store) throws JSchException {
        Optional<byte[]> key = key(settings, store);
        if (key.isPresent()) {
            byte[] passphrase = settings.passphrase().map(Login::bytes).orElse(null);
            requireUsable(library, key.get(), passphrase, store);
            library.addIdentity(SftpSettings.PRIVATE_KEY, key.get(), null, passphrase);
        }
    }

    static byte[] bytes(Password secret) {
        return secret.value().getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<byte[]> key(SftpSettings settings, String store) {
        Optional<byte[]> inline = settings.privateKey().map(Login::bytes);
        return inline.isPresent() ? inline : settings.privateKeyFile().map(file -> read(file, store));
    }

    private static byte[] read(String file, String store) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException | RuntimeException unreadable) {
            throw unusable(store, "the private key file " + file + " can't be read on this worker", unreadable);
        }
    }

    private static void requireUsable(JSch library, byte[] key, byte @Nullable [] passphrase, String store) {
        KeyPair pair;
        try {
            // The library wipes what it is given.
            pair = KeyPair.load(library, key.clone(), null);
        } catch (JSchException | RuntimeException unreadable) {
            // No cause: its message may quote the key.
            throw unusable(store, "the private key is neither PEM nor OpenSSH text that can be read", null);
        }
        try {
            if (pair.isEncrypted() && (passphrase == null || !pair.decrypt(passphrase.clone()))) {
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        PASSPHRASE_WRONG,
                        store + ": the private key is encrypted, and "
                                + (passphrase == null ? "no passphrase is set" : "the passphrase does not open it"));
            }
        } finally {
            pair.dispose();
        }
    }

    private static ConnectorFailure unusable(String store, String sentence, @Nullable Throwable cause) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, KEY_UNUSABLE, store + ": " + sentence, cause);
    }
}
