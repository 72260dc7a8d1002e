package dev.millrace.http.signature;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A token in its compact form (RFC 7515 section 7.1), not yet believed.
 *
 * @param signed what its signature covers
 */
@SuppressWarnings("ArrayRecordComponent")
record JsonWebToken(BodyJson header, BodyJson claims, byte[] signed, byte[] signature) {

    static Optional<JsonWebToken> read(String text) {
        String[] parts = text.split("\\.", 4);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Optional<BodyJson> header = Encoding.BASE64.decode(parts[0]).flatMap(BodyJson::read);
        Optional<BodyJson> claims = Encoding.BASE64.decode(parts[1]).flatMap(BodyJson::read);
        Optional<byte[]> signature = Encoding.BASE64.decode(parts[2]);
        return header.isEmpty() || claims.isEmpty() || signature.isEmpty()
                ? Optional.empty()
                : Optional.of(new JsonWebToken(
                        header.get(),
                        claims.get(),
                        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                        signature.get()));
    }

    /** Nothing of it, for whoever has a token can use it. */
    @Override
    public String toString() {
        return "a token";
    }
}
