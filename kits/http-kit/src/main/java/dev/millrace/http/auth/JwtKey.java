package dev.millrace.http.auth;

import dev.millrace.http.PrivateKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that signs tokens. Immutable; its text never shows the key.
 *
 * @param id the one that the key itself names; empty for none
 */
record JwtKey(JwtAlgorithm algorithm, Key key, Optional<String> id) {

    JwtKey {
        if (!algorithm.fits(key)) {
            throw new IllegalArgumentException(
                    "is no key that " + algorithm.title() + " signs with: its kind, curve or length is another");
        }
    }

    /**
     * Reads a private key as {@link PrivateKeys} does, a JSON Web Key, or, for an algorithm of shared secrets, the text itself.
     *
     * @param wanted empty for the usual algorithm of the key
     * @param password of an encrypted key
     * @throws IllegalArgumentException when it is none; the message never quotes it
     */
    static JwtKey read(String text, Optional<JwtAlgorithm> wanted, Optional<String> password) {
        Optional<String> id = Optional.empty();
        Key key;
        if (text.strip().startsWith("{")) {
            JwtMembers members = JwtMembers.read(text.getBytes(StandardCharsets.UTF_8))
                    .orElseThrow(() -> new IllegalArgumentException("begins as a JSON Web Key, and is no JSON"));
            key = JwtWebKey.read(members);
            id = members.text("kid");
        } else if (wanted.filter(JwtAlgorithm::isShared).isPresent()) {
            return shared(text, wanted.get());
        } else {
            key = PrivateKeys.read(text, password);
        }
        Key signer = key;
        JwtAlgorithm algorithm = wanted.or(() -> JwtAlgorithm.usualFor(signer))
                .orElseThrow(() -> new IllegalArgumentException("is too short, or of a kind that signs no token"));
        return new JwtKey(algorithm, key, id);
    }

    /** A secret that both sides hold, as its UTF-8 bytes. */
    static JwtKey shared(String secret, JwtAlgorithm algorithm) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        return new JwtKey(
                algorithm, new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HMAC"), Optional.empty());
    }

    /**
     * The compact form (RFC 7515 section 7.1).
     *
     * @param header JSON that names the algorithm of this key
     */
    String sign(String header, String payload) {
        String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(payload.getBytes(StandardCharsets.UTF_8));
        try {
            return signed + "." + base64(algorithm.sign(key, signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(algorithm.title() + " is not to be had in this Java", impossible);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "a key for " + algorithm.title();
    }
}
