package dev.millrace.http.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads public keys as RFC 7517 writes them: RSA, P-256 and Ed25519; others are passed over. */
final class JsonWebKeys {

    private JsonWebKeys() {}

    /** The keys of a set. */
    static KeySet set(BodyJson document) {
        return read(document.elements("keys"));
    }

    /** Keys one by one. */
    static KeySet read(List<BodyJson> keys) {
        List<KeySet.Entry> entries = new ArrayList<>();
        for (BodyJson key : keys) {
            if (!key.text("use").filter(use -> !use.equals("sig")).isPresent()) {
                publicKey(key)
                        .ifPresent(some -> entries.add(
                                new KeySet.Entry(key.text("kid").orElse(""), some, Instant.MIN, expiry(key))));
            }
        }
        return new KeySet(entries);
    }

    /** Plaid tells in the key itself when it was given up. */
    private static Instant expiry(BodyJson key) {
        return key.text("expired_at")
                .map(Long::parseLong)
                .map(Instant::ofEpochSecond)
                .orElse(Instant.MAX);
    }

    private static Optional<PublicKey> publicKey(BodyJson key) {
        try {
            return switch (key.text("kty").orElse("")) {
                case "RSA" -> rsa(key);
                case "EC" -> ec(key);
                case "OKP" -> ed25519(key);
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException unfit) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> rsa(BodyJson key) throws GeneralSecurityException {
        Optional<BigInteger> modulus = number(key, "n");
        Optional<BigInteger> exponent = number(key, "e");
        return modulus.isEmpty() || exponent.isEmpty()
                ? Optional.empty()
                : Optional.of(KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(modulus.get(), exponent.get())));
    }

    private static Optional<PublicKey> ec(BodyJson key) throws GeneralSecurityException {
        Optional<BigInteger> x = number(key, "x");
        Optional<BigInteger> y = number(key, "y");
        if (!key.text("crv").equals(Optional.of("P-256")) || x.isEmpty() || y.isEmpty()) {
            return Optional.empty();
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return Optional.of(KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(x.get(), y.get()), parameters.getParameterSpec(ECParameterSpec.class))));
    }

    private static Optional<PublicKey> ed25519(BodyJson key) throws GeneralSecurityException {
        Optional<byte[]> bytes = key.text("x").flatMap(Encoding.BASE64::decode).filter(some -> some.length == 32);
        return bytes.isEmpty() || !key.text("crv").equals(Optional.of("Ed25519"))
                ? Optional.empty()
                : Optional.of(KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(KeyForm.withHead(bytes.get()))));
    }

    private static Optional<BigInteger> number(BodyJson key, String name) {
        return key.text(name).flatMap(Encoding.BASE64::decode).map(bytes -> new BigInteger(1, bytes));
    }
}
