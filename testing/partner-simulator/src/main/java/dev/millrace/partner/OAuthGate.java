package dev.millrace.partner;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that were given, and whether the bearer of one is let in (RFC 6750 section 3). Thread-safe. */
final class OAuthGate {

    private final Map<String, OAuthToken> valid = new ConcurrentHashMap<>();
    private final List<OAuthToken> issued = new ArrayList<>();
    private volatile String scope = "";
    private volatile Optional<String> selfSigned = Optional.empty();
    private volatile boolean onceOnly;

    void give(OAuthToken token) {
        synchronized (issued) {
            issued.add(token);
        }
        valid.put(token.value(), token);
    }

    List<OAuthToken> issued() {
        synchronized (issued) {
            return List.copyOf(issued);
        }
    }

    void revoke(String token) {
        valid.remove(token);
    }

    void revokeAll() {
        valid.clear();
    }

    void requireScope(String name) {
        scope = name;
    }

    void takeSelfSigned(String audience, boolean once) {
        selfSigned = Optional.of(audience);
        onceOnly = once;
    }

    /** Lets a request in, or says why not by the errors of RFC 6750 section 3.1. */
    void check(ReceivedRequest request, Optional<X509Certificate> certificate, OAuthDesk desk, Clock clock)
            throws OAuthRefusal {
        List<String> fields = request.headers().getOrDefault("Authorization", List.of());
        if (fields.size() != 1) {
            throw new OAuthRefusal("invalid_request", fields.size() + " fields Authorization");
        }
        String[] parts = fields.get(0).split(" ", 2);
        if (parts.length != 2 || !parts[0].equalsIgnoreCase("Bearer")) {
            throw new OAuthRefusal("invalid_request", "the scheme is " + parts[0]);
        }
        OAuthToken token = valid.get(parts[1]);
        if (token == null) {
            if (selfSigned.isEmpty()) {
                throw new OAuthRefusal("invalid_token", "an unknown or revoked token");
            }
            desk.judgeBearer(parts[1], selfSigned.get(), clock, onceOnly);
            return;
        }
        if (token.expires().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw new OAuthRefusal("invalid_token", "the token is over");
        }
        Optional<String> thumbprint = certificate.map(shown -> OAuthDesk.thumbprint("SHA-256", shown));
        if (token.thumbprint().isPresent() && !token.thumbprint().equals(thumbprint)) {
            throw new OAuthRefusal("invalid_token", "the token is bound to another certificate");
        }
        if (!scope.isEmpty() && !Arrays.asList(token.scope().split(" ")).contains(scope)) {
            throw new OAuthRefusal("insufficient_scope", "the scope is " + token.scope());
        }
    }
}
