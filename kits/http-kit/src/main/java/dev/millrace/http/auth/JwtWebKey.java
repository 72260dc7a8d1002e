package dev.millrace.http.auth;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/** Reads private and shared keys as RFC 7517 writes them (members: RFC 7518 section 6, RFC 8037 section 2). */
final class JwtWebKey {

    private static final String UNREADABLE = "is a JSON Web Key that can't be read";

    private JwtWebKey() {}

    /**
     * The key of an object.
     *
     * @throws IllegalArgumentException when it is none that signs; the message never quotes it
     */
    static Key read(JwtMembers members) {
        try {
            return switch (members.text("kty").orElse("")) {
                case "oct" -> new SecretKeySpec(bytes(members, "k"), "HMAC");
                case "RSA" -> rsa(members);
                case "EC" -> ec(members);
                case "OKP" -> ed25519(members);
                default ->
                    throw new IllegalArgumentException("is a JSON Web Key of none of the kinds RSA, EC, OKP and oct");
            };
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException(UNREADABLE, wrong);
        }
    }

    private static Key rsa(JwtMembers members) throws GeneralSecurityException {
        BigInteger modulus = number(members, "n");
        BigInteger exponent = number(members, "d");
        KeyFactory keys = KeyFactory.getInstance("RSA");
        return members.text("p").isEmpty()
                ? keys.generatePrivate(new RSAPrivateKeySpec(modulus, exponent))
                : keys.generatePrivate(new RSAPrivateCrtKeySpec(
                        modulus,
                        number(members, "e"),
                        exponent,
                        number(members, "p"),
                        number(members, "q"),
                        number(members, "dp"),
                        number(members, "dq"),
                        number(members, "qi")));
    }

    private static Key ec(JwtMembers members) throws GeneralSecurityException {
        String curve = switch (members.text("crv").orElse("")) {
            case "P-256" -> "secp256r1";
            case "P-384" -> "secp384r1";
            case "P-521" -> "secp521r1";
            default -> throw new IllegalArgumentException("is a JSON Web Key on none of P-256, P-384 and P-521");
        };
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        return KeyFactory.getInstance("EC")
                .generatePrivate(
                        new ECPrivateKeySpec(number(members, "d"), parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static Key ed25519(JwtMembers members) throws GeneralSecurityException {
        if (!members.text("crv").filter("Ed25519"::equals).isPresent()) {
            throw new IllegalArgumentException("is a JSON Web Key on another curve than Ed25519");
        }
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes(members, "d")));
    }

    private static BigInteger number(JwtMembers members, String name) {
        return new BigInteger(1, bytes(members, name));
    }

    private static byte[] bytes(JwtMembers members, String name) {
        String text = members.text(name)
                .filter(some -> !some.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "is a JSON Web Key without " + name + ", which a key that signs has"));
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(UNREADABLE, malformed);
        }
    }
}
