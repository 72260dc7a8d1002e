package dev.millrace.partner;

import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/** Plaid: a JSON Web Token (RFC 7519, ES256) that holds the hash of the body, with a key of its own. */
public final class PlaidSigner implements WebhookSigner {

    private static final int COORDINATE = 32;

    private final KeyPair pair = KeyPairs.p256();
    private final String keyId = UUID.randomUUID().toString();

    /** The name of the key, as in the token's head. */
    public String keyId() {
        return keyId;
    }

    /** The public key in JSON (RFC 7517), as the endpoint for verification keys gives it under {@code key}. */
    public String jwk() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return "{\"alg\":\"ES256\",\"created_at\":1560466143,\"crv\":\"P-256\",\"expired_at\":null,\"kid\":"
                + Json.quoted(keyId)
                + ",\"kty\":\"EC\",\"use\":\"sig\",\"x\":\""
                + coordinate(key.getW().getAffineX()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY()) + "\"}";
    }

    @Override
    public SignedWebhook sign(URI target, WebhookEvent event, Instant now) {
        String head = "{\"alg\":\"ES256\",\"kid\":" + Json.quoted(keyId) + ",\"typ\":\"JWT\"}";
        String claims = "{\"iat\":" + now.getEpochSecond() + ",\"request_body_sha256\":\""
                + DigestText.HEX.of(Macs.sha256Of(event.body())) + "\"}";
        String signed = base64Url(Macs.utf8(head)) + "." + base64Url(Macs.utf8(claims));
        // RFC 7518 section 3.4: both numbers at full length, no DER
        byte[] signature = Macs.signature("SHA256withECDSAinP1363Format", pair.getPrivate(), Macs.utf8(signed));
        return SignedWebhook.post(target, event, "Plaid-Verification", signed + "." + base64Url(signature));
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE];
        byte[] significant = bytes.length > COORDINATE ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        System.arraycopy(significant, 0, fixed, COORDINATE - significant.length, significant.length);
        return base64Url(fixed);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
