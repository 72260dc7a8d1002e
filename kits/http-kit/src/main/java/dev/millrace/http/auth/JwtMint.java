package dev.millrace.http.auth;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes signed tokens (RFC 7519), each with an id of its own. For any thread.
 *
 * @param keyId named in the header, rather than the one that the key names itself
 */
record JwtMint(
        Secret<JwtKey> key,
        Optional<String> keyId,
        Optional<Secret<JwtCertificate>> certificate,
        Duration lifetime,
        JwtClock clock) {

    /**
     * What a token says.
     *
     * @param more a JSON object with further claims; empty for none
     */
    record Claims(String issuer, Optional<String> subject, Optional<String> audience, String more) {}

    /** A new token. */
    String sign(Claims claims) {
        JwtKey signer = key.current();
        return signer.sign(json(json -> header(signer, json)), json(json -> payload(claims, json)));
    }

    private void header(JwtKey signer, JsonGenerator json) throws IOException {
        json.writeStringField("alg", signer.algorithm().title());
        json.writeStringField("typ", "JWT");
        Optional<String> named = keyId.or(signer::id);
        if (named.isPresent()) {
            json.writeStringField("kid", named.get());
        }
        if (certificate.isPresent()) {
            JwtCertificate thumbprints = certificate.get().current();
            json.writeStringField("x5t", thumbprints.sha1());
            json.writeStringField("x5t#S256", thumbprints.sha256());
        }
    }

    private void payload(Claims claims, JsonGenerator json) throws IOException {
        Instant now = clock.now();
        json.writeStringField("iss", claims.issuer());
        if (claims.subject().isPresent()) {
            json.writeStringField("sub", claims.subject().get());
        }
        if (claims.audience().isPresent()) {
            json.writeStringField("aud", claims.audience().get());
        }
        json.writeNumberField("iat", now.getEpochSecond());
        json.writeNumberField("exp", now.plus(lifetime).getEpochSecond());
        json.writeStringField("jti", UUID.randomUUID().toString());
        if (!claims.more().isEmpty()) {
            try (JsonParser more = JwtMembers.FACTORY.createParser(claims.more())) {
                more.nextToken();
                while (more.nextToken() == JsonToken.FIELD_NAME) {
                    json.copyCurrentStructure(more);
                }
            }
        }
    }

    private interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String json(Members members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JwtMembers.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "a mint";
    }
}
