package dev.millrace.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token that the authorisation server gave.
 *
 * @param clientId empty where no client was named
 * @param subject the user, the subject of the assertion, or the client itself
 * @param scope with single spaces, empty for none
 * @param thumbprint of the certificate that it is bound to (RFC 8705 section 3)
 */
public record OAuthToken(
        String value,
        String clientId,
        String subject,
        String scope,
        String audience,
        List<String> resources,
        Instant issued,
        Optional<Instant> expires,
        Optional<String> thumbprint) {

    public OAuthToken {
        resources = List.copyOf(resources);
    }
}
