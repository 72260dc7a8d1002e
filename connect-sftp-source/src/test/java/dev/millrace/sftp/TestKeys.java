package dev.millrace.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Objects;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * Keys for tests only, as ssh-keygen, openssl and puttygen wrote them: one RSA, one ECDSA and one Ed25519 key, each in every
 * form. The encrypted ones have one passphrase.
 */
final class TestKeys {

    static final String PASSPHRASE = "open-sesame-4711";

    private TestKeys() {}

    /** The text of {@code rsa-openssh}, {@code ecdsa-v3-encrypted.ppk} and so on. */
    static String text(String name) {
        try (InputStream in =
                Objects.requireNonNull(TestKeys.class.getResourceAsStream("/keys/" + name), "no key " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The public half of {@code rsa}, {@code ecdsa} or {@code ed25519}. */
    static PublicKey publicKey(String kind) {
        return parse(text(kind + ".pub"));
    }

    static PublicKey parse(String line) {
        try {
            return Objects.requireNonNull(PublicKeyEntry.parsePublicKeyEntry(line.trim())
                    .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING));
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
