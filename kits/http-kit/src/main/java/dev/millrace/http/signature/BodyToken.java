package dev.millrace.http.signature;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A JSON Web Token that vouches for a body by its SHA-256, beside it: what a {@link JwtProof} believes that covers the body.
 *
 * @param field the header that it goes into
 * @param keyId the name by which the receiver finds the public key
 */
record BodyToken(String field, String keyId) {

    /** The call with a token of this time, signed by ES256 (RFC 7518 section 3.4). */
    HttpCall sign(HttpCall call, SigningKey key, Instant now) {
        String head = "{\"alg\":\"ES256\",\"kid\":" + JsonText.of(keyId) + ",\"typ\":\"JWT\"}";
        String claims = "{\"iat\":" + now.getEpochSecond() + ",\"request_body_sha256\":\""
                + SignedContent.hash(call.body()) + "\"}";
        String signed =
                part(head.getBytes(StandardCharsets.UTF_8)) + "." + part(claims.getBytes(StandardCharsets.US_ASCII));
        byte[] signature = key.sign((sink, secret) -> sink.update(signed.getBytes(StandardCharsets.US_ASCII)));
        return call.replacing(new HttpHeader(field, signed + "." + part(signature)));
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
