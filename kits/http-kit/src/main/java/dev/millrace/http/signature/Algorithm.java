package dev.millrace.http.signature;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** How a signature is computed; the names are those of the Java security standard. */
enum Algorithm {
    HMAC_SHA1("HmacSHA1", "HMAC-SHA1"),
    HMAC_SHA256("HmacSHA256", "HMAC-SHA256"),
    HMAC_SHA512("HmacSHA512", "HMAC-SHA512"),
    /** A bare hash over content that begins with the secret. */
    SHA256("SHA-256", "SHA-256"),
    /** RFC 8032. */
    ED25519("Ed25519", "Ed25519"),
    /** Over P-256; the signature is DER (RFC 3279 section 2.2.3). */
    ECDSA_P256("SHA256withECDSA", "ECDSA P-256 SHA-256"),
    /** The two numbers of the signature side by side, as JWT has them (RFC 7518 section 3.4). */
    ECDSA_P256_JWT("SHA256withECDSAinP1363Format", "ES256"),
    /** RSASSA-PKCS1-v1_5. */
    RSA_SHA1("SHA1withRSA", "RSA-SHA1"),
    /** RSASSA-PKCS1-v1_5. */
    RSA_SHA256("SHA256withRSA", "RSA-SHA256");

    private final String standardName;
    private final String title;

    Algorithm(String standardName, String title) {
        this.standardName = standardName;
        this.title = title;
    }

    String standardName() {
        return standardName;
    }

    String title() {
        return title;
    }

    /** Whether a public key is of the kind that this takes. */
    boolean fits(PublicKey key) {
        return switch (this) {
            case HMAC_SHA1, HMAC_SHA256, HMAC_SHA512, SHA256 -> false;
            case ED25519 -> key instanceof EdECPublicKey;
            case ECDSA_P256, ECDSA_P256_JWT -> key instanceof ECPublicKey;
            case RSA_SHA1, RSA_SHA256 -> key instanceof RSAPublicKey;
        };
    }

    /** Whether both sides hold the same secret. */
    boolean isShared() {
        return switch (this) {
            case HMAC_SHA1, HMAC_SHA256, HMAC_SHA512, SHA256 -> true;
            case ED25519, ECDSA_P256, ECDSA_P256_JWT, RSA_SHA1, RSA_SHA256 -> false;
        };
    }
}
