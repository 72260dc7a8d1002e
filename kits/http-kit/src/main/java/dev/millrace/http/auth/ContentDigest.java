package dev.millrace.http.auth;

import dev.millrace.http.HttpHeader;
import java.util.Base64;
import java.util.Optional;

/** The field Content-Digest, by which a signature covers a body (RFC 9530). */
enum ContentDigest {
    NONE(""),
    SHA_256("SHA-256"),
    SHA_512("SHA-512");

    static final String FIELD = "Content-Digest";

    private final String standardName;

    ContentDigest(String standardName) {
        this.standardName = standardName;
    }

    Optional<HttpHeader> of(byte[] body) {
        if (this == NONE) {
            return Optional.empty();
        }
        String name = this == SHA_256 ? "sha-256" : "sha-512";
        String hash = Base64.getEncoder().encodeToString(Hashes.digest(standardName, body));
        return Optional.of(new HttpHeader(FIELD, name + "=:" + hash + ":"));
    }
}
