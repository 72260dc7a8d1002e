package dev.millrace.http.signature;

import dev.millrace.http.PrivateKeys;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Optional;

/** A key that signs, made once of a secret. For any thread. */
@FunctionalInterface
interface SigningKey {

    byte[] sign(VerifyKey.Content content);

    /** One that both sides hold. */
    static SigningKey shared(VerifyKey key) {
        return key::sign;
    }

    /** The private half of a pair; empty when the text holds none of the algorithm's kind. */
    static Optional<SigningKey> read(Algorithm algorithm, String text) {
        try {
            return Optional.of(PrivateKeys.read(text))
                    .filter(key -> fits(algorithm, key))
                    .map(key -> of(algorithm, key));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    static SigningKey of(Algorithm algorithm, PrivateKey key) {
        return content -> {
            try {
                Signature signer = Signature.getInstance(algorithm.standardName());
                signer.initSign(key);
                content.writeTo(signer::update, new byte[0]);
                return signer.sign();
            } catch (GeneralSecurityException unfit) {
                throw new IllegalArgumentException("the key does not fit " + algorithm.title(), unfit);
            }
        };
    }

    private static boolean fits(Algorithm algorithm, PrivateKey key) {
        return switch (algorithm) {
            case HMAC_SHA1, HMAC_SHA256, HMAC_SHA512, SHA256 -> false;
            case ED25519 -> key instanceof EdECPrivateKey;
            case ECDSA_P256, ECDSA_P256_JWT ->
                key instanceof ECPrivateKey curve
                        && curve.getParams().getCurve().getField().getFieldSize() == 256;
            case RSA_SHA1, RSA_SHA256 ->
                key instanceof RSAPrivateKey && key.getAlgorithm().equals("RSA");
        };
    }
}
