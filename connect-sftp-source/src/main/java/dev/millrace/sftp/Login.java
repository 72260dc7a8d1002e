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
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The private keys of a login, the first with its certificate if it has one. A key that can't be used is told apart here from one that
 * the server refuses, for the library does not do so.
 */
final class Login {

    static final String KEY_UNUSABLE = "private-key-unusable";
    static final String MORE_KEY_UNUSABLE = "further-private-key-unusable";
    static final String PASSPHRASE_WRONG = "passphrase-wrong";
    static final String CERTIFICATE_UNUSABLE = "certificate-unusable";

    private Login() {}

    /** Gives the library the keys to log in with, in the order in which they are tried; there may be none. */
    static void addKeys(JSch library, LoginSettings settings, String label) throws JSchException {
        Optional<byte[]> key = key(settings, label);
        if (key.isPresent()) {
            byte[] passphrase = settings.passphrase().map(Login::bytes).orElse(null);
            byte[] publicKey = publicKey(library, key.get(), passphrase, KEY_UNUSABLE, label + ": the private key");
            Optional<String> certificate = certificate(settings, label);
            certificate.ifPresent(text -> requireUsable(text, publicKey, label));
            byte[] line = certificate
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .orElse(null);
            library.addIdentity(settings.usedKey(), key.get(), line, passphrase);
        }
        for (String file : settings.moreKeyFiles()) {
            addFurtherKey(library, settings, file, label);
        }
    }

    private static void addFurtherKey(JSch library, LoginSettings settings, String file, String label)
            throws JSchException {
        byte[] key = read("private key", file, MORE_KEY_UNUSABLE, label);
        byte[] passphrase = settings.passphrase().map(Login::bytes).orElse(null);
        byte[] unused = publicKey(library, key, passphrase, MORE_KEY_UNUSABLE, label + ": the private key of " + file);
        library.addIdentity(file, key, null, passphrase);
    }

    private static byte[] bytes(Password secret) {
        return secret.value().getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<byte[]> key(LoginSettings settings, String label) {
        Optional<byte[]> inline = settings.privateKey().map(Login::bytes);
        return inline.isPresent()
                ? inline
                : settings.privateKeyFile().map(file -> read("private key", file, KEY_UNUSABLE, label));
    }

    private static Optional<String> certificate(LoginSettings settings, String label) {
        return settings.certificate()
                .or(() -> settings.certificateFile()
                        .map(file -> read("certificate", file, CERTIFICATE_UNUSABLE, label))
                        .map(content -> new String(content, StandardCharsets.UTF_8)))
                .map(String::trim);
    }

    private static byte[] read(String what, String file, String code, String label) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException | RuntimeException unreadable) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    code,
                    label + ": the " + what + " file " + file + " can't be read on this worker",
                    unreadable);
        }
    }

    /** The public half in the form of RFC 4253, 6.6; it also shows that the key opens. */
    private static byte[] publicKey(
            JSch library, byte[] key, byte @Nullable [] passphrase, String code, String subject) {
        KeyPair pair;
        try {
            // The library wipes what it is given.
            pair = KeyPair.load(library, key.clone(), null);
        } catch (JSchException | RuntimeException unreadable) {
            // No cause: its message may quote the key.
            throw unusable(code, subject);
        }
        try {
            if (pair.isEncrypted() && (passphrase == null || !pair.decrypt(passphrase.clone()))) {
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        PASSPHRASE_WRONG,
                        subject + " is encrypted, and "
                                + (passphrase == null ? "no passphrase is set" : "the passphrase does not open it"));
            }
            byte[] blob = pair.getPublicKeyBlob();
            if (blob == null) {
                throw unusable(code, subject);
            }
            return blob;
        } finally {
            pair.dispose();
        }
    }

    private static void requireUsable(String text, byte[] publicKey, String label) {
        String problem;
        try {
            problem = UserCertificate.parse(text)
                    .problem(publicKey, Instant.now())
                    .orElse(null);
        } catch (IllegalArgumentException unreadable) {
            problem = unreadable.getMessage();
        }
        if (problem != null) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED, CERTIFICATE_UNUSABLE, label + ": the certificate " + problem);
        }
    }

    private static ConnectorFailure unusable(String code, String subject) {
        return new ConnectorFailure(
                FailureKind.MISCONFIGURED, code, subject + " is neither PEM, OpenSSH nor PuTTY text that can be read");
    }
}
