package dev.millrace.http.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key that tells whether a signature is right. Immutable, for any thread. */
final class VerifyKey {

    /** Takes the signed content, piece by piece. */
    @FunctionalInterface
    interface Sink {
        void update(byte[] bytes) throws GeneralSecurityException;
    }

    /** Writes the signed content; the same bytes each time. */
    @FunctionalInterface
    interface Content {

        /**
         * Writes it.
         *
         * @param secret the bytes of a shared key, for schemes that hash the secret itself; empty for a public key
         */
        void writeTo(Sink sink, byte[] secret) throws GeneralSecurityException;
    }

    private static final byte[] NOTHING = {};

    private final int number;
    private final Algorithm algorithm;
    private final byte[] secret;
    private final @Nullable Mac prototype;
    private final @Nullable PublicKey publicKey;

    private VerifyKey(
            int number, Algorithm algorithm, byte[] secret, @Nullable Mac prototype, @Nullable PublicKey publicKey) {
        this.number = number;
        this.algorithm = algorithm;
        this.secret = secret;
        this.prototype = prototype;
        this.publicKey = publicKey;
    }

    /** A secret that both sides hold, of at least one byte. */
    static VerifyKey shared(int number, Algorithm algorithm, byte[] secret) {
        try {
            Mac mac = null;
            if (algorithm != Algorithm.SHA256) {
                mac = Mac.getInstance(algorithm.standardName());
                mac.init(new SecretKeySpec(secret, algorithm.standardName()));
            }
            return new VerifyKey(number, algorithm, secret.clone(), mac, null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static VerifyKey open(int number, Algorithm algorithm, PublicKey publicKey) {
        return new VerifyKey(number, algorithm, NOTHING, null, publicKey);
    }

    /** The number of the secret in the settings; -1 for a key that was fetched. */
    int number() {
        return number;
    }

    /** Whether one of the signatures is right. */
    boolean accepts(List<byte[]> signatures, Content content) {
        try {
            return publicKey == null ? equals(signatures, content) : verifies(publicKey, signatures, content);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** The signature that a sender with this shared key makes. */
    byte[] sign(Content content) {
        try {
            return digest(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean equals(List<byte[]> signatures, Content content) throws GeneralSecurityException {
        return Same.anyOf(signatures, digest(content));
    }

    private byte[] digest(Content content) throws GeneralSecurityException {
        if (prototype == null) {
            MessageDigest digest = MessageDigest.getInstance(algorithm.standardName());
            content.writeTo(digest::update, secret);
            return digest.digest();
        }
        Mac mac = copy(prototype);
        content.writeTo(mac::update, secret);
        return mac.doFinal();
    }

    /** A clone is cheaper than a new key schedule, and needs no variable per thread; few providers of Java have none. */
    private Mac copy(Mac prototype) throws GeneralSecurityException {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException notCloneable) {
            Mac mac = Mac.getInstance(algorithm.standardName());
            mac.init(new SecretKeySpec(secret, algorithm.standardName()));
            return mac;
        }
    }

    private boolean verifies(PublicKey key, List<byte[]> signatures, Content content) throws GeneralSecurityException {
        for (byte[] signature : signatures) {
            Signature verifier = Signature.getInstance(algorithm.standardName());
            verifier.initVerify(key);
            content.writeTo(verifier::update, NOTHING);
            if (isRight(verifier, signature)) {
                return true;
            }
        }
        return false;
    }

    /** A signature of a wrong length or form is wrong, like any other. */
    private static boolean isRight(Signature verifier, byte[] signature) {
        try {
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return algorithm.title() + " key " + number;
    }
}
