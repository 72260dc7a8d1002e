package dev.millrace.http.auth;

import dev.millrace.http.PrivateKeys;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How messages are signed (RFC 9421 section 3.3). */
enum MessageAlgorithm {
    HMAC_SHA256("hmac-sha256", "HmacSHA256"),
    ED25519("ed25519", "Ed25519"),
    /** The two numbers of an ECDSA signature side by side, as RFC 9421 has them. */
    ECDSA_P256_SHA256("ecdsa-p256-sha256", "SHA256withECDSAinP1363Format"),
    ECDSA_P384_SHA384("ecdsa-p384-sha384", "SHA384withECDSAinP1363Format"),
    RSA_PSS_SHA512("rsa-pss-sha512", "RSASSA-PSS"),
    RSA_V1_5_SHA256("rsa-v1_5-sha256", "SHA256withRSA");

    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, PSSParameterSpec.TRAILER_FIELD_BC);

    private final String title;
    private final String standardName;

    MessageAlgorithm(String title, String standardName) {
        this.title = title;
        this.standardName = standardName;
    }

    /** The name in the registry of RFC 9421. */
    String title() {
        return title;
    }

    static MessageAlgorithm of(String title) {
        return Stream.of(values())
                .filter(algorithm -> algorithm.title.equalsIgnoreCase(title.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no algorithm " + title));
    }

    static String[] titles() {
        return Stream.of(values()).map(MessageAlgorithm::title).toArray(String[]::new);
    }

    boolean isShared() {
        return this == HMAC_SHA256;
    }

    /** Signs bytes with a key that was read before. For any thread. */
    @FunctionalInterface
    interface Key {
        byte[] sign(byte[] bytes);
    }

    /**
     * Makes a key of the text of a secret.
     *
     * @throws IllegalArgumentException when it is none for this algorithm; the message does not quote it
     */
    Key key(String text, SecretForm form, Optional<String> password) {
        return isShared() ? shared(form.bytes(text)) : open(PrivateKeys.read(text, password));
    }

    private Key shared(byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("holds no byte");
        }
        SecretKeySpec key = new SecretKeySpec(secret, standardName);
        return bytes -> {
            try {
                Mac mac = Mac.getInstance(standardName);
                mac.init(key);
                return mac.doFinal(bytes);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    private Key open(PrivateKey key) {
        if (!fits(key)) {
            throw new IllegalArgumentException("is a private key of another kind than " + title + " takes");
        }
        return bytes -> {
            try {
                return sign(key, bytes);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    private byte[] sign(PrivateKey key, byte[] bytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(standardName);
        if (this == RSA_PSS_SHA512) {
            signature.setParameter(PSS);
        }
        signature.initSign(key);
        signature.update(bytes);
        return signature.sign();
    }

    private boolean fits(PrivateKey key) {
        return switch (this) {
            case HMAC_SHA256 -> false;
            case ED25519 -> key instanceof EdECPrivateKey;
            case ECDSA_P256_SHA256 -> isOn(256, key);
            case ECDSA_P384_SHA384 -> isOn(384, key);
            case RSA_PSS_SHA512 -> key instanceof RSAPrivateKey;
            case RSA_V1_5_SHA256 ->
                key instanceof RSAPrivateKey && key.getAlgorithm().equals("RSA");
        };
    }

    private static boolean isOn(int bits, PrivateKey key) {
        return key instanceof ECPrivateKey curve
                && curve.getParams().getCurve().getField().getFieldSize() == bits;
    }
}
