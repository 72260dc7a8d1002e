package dev.millrace.http.auth;

import java.time.Duration;
import java.util.List;

/**
 * What a signature of a message covers and says of itself (RFC 9421 sections 2 and 4).
 *
 * @param label its name among the signatures of a message
 * @param digest how the body is hashed into a field that can be covered
 * @param keyId empty for none
 * @param tag what it is for; empty for none
 * @param lifetime zero for no end
 */
record MessageTerms(
        MessageAlgorithm algorithm,
        List<SignedComponent> components,
        String label,
        ContentDigest digest,
        String keyId,
        boolean namesAlgorithm,
        boolean hasNonce,
        String tag,
        Duration lifetime) {

    MessageTerms {
        components = List.copyOf(components);
    }
}
