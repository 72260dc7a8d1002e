package dev.millrace.sftp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Keys made for this run of the tests: one RSA, one ECDSA and one Ed25519 key, each in every form, and an authority with
 * certificates. The encrypted ones have one passphrase.
 */
final class TestKeys {

    static final String PASSPHRASE = "open-sesame-4711";

    private static final String RSA = "rsa";
    private static final String ECDSA = "ecdsa";
    private static final String ED25519 = "ed25519";
    private static final String AUTHORITY = "authority";
    private static final Map<String, KeyPair> PAIRS = Map.of(
            RSA, generate("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
            ECDSA, generate("EC", new ECGenParameterSpec("secp256r1")),
            ED25519, generate("Ed25519", NamedParameterSpec.ED25519),
            AUTHORITY, generate("EC", new ECGenParameterSpec("secp256r1")));

    private TestKeys() {}

    /**
     * The private key {@code rsa-openssh}, {@code ecdsa-v3-encrypted.ppk} and so on, the public key {@code rsa.pub} or the
     * certificate {@code rsa-expired-cert.pub}.
     */
    static String text(String name) {
        if (name.endsWith("-cert.pub")) {
            return TestCertificates.line(name, pair(kind(name)).getPublic(), pair(AUTHORITY)) + "\n";
        }
        if (name.endsWith(".pub")) {
            return PublicKeyEntry.toString(publicKey(kind(name))) + " test\n";
        }
        String[] words = name.split("[-.]", -1);
        Optional<String> passphrase = name.contains("-encrypted") ? Optional.of(PASSPHRASE) : Optional.empty();
        return KeyFiles.text(pair(words[0]), words[1], passphrase);
    }

    /** The public half of {@code rsa}, {@code ecdsa}, {@code ed25519} or {@code authority}. */
    static PublicKey publicKey(String kind) {
        // As read from its line, so that it is of the type that a server makes of it.
        return parse(PublicKeyEntry.toString(pair(kind).getPublic()));
    }

    static PublicKey parse(String line) {
        try {
            return Objects.requireNonNull(PublicKeyEntry.parsePublicKeyEntry(line.trim())
                    .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING));
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The first word of a name. */
    static String kind(String name) {
        return name.split("[-.]", 2)[0];
    }

    private static KeyPair pair(String kind) {
        return Objects.requireNonNull(PAIRS.get(kind), "no key " + kind);
    }

    private static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            // Its keys hold curve and public half in their encoding, as the keys of the usual tools do.
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider());
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
