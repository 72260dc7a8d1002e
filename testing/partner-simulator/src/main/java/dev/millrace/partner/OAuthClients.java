package dev.millrace.partner;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out who asks, by the one method that the client is registered for (RFC 6749 section 2.3). Thread-safe. */
final class OAuthClients {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Map<String, OAuthClient> clients = new ConcurrentHashMap<>();
    private final OAuthAssertions assertions;

    OAuthClients(OAuthAssertions assertions) {
        this.assertions = assertions;
    }

    void register(OAuthClient client) {
        clients.put(client.id(), client);
    }

    /**
     * Who asks; empty for nobody, which some grants allow.
     *
     * @param audiences what a signed token may be meant for: the token endpoint and the issuer
     */
    Optional<OAuthClient> identify(OAuthAsk ask, Set<String> audiences, Clock clock) throws OAuthRefusal {
        boolean inHeader = ask.authorization().isPresent();
        boolean inForm = ask.value("client_secret").isPresent();
        boolean signed = ask.value("client_assertion").isPresent();
        if ((inHeader ? 1 : 0) + (inForm ? 1 : 0) + (signed ? 1 : 0) > 1) {
            throw new OAuthRefusal("invalid_request", "more than one client authentication");
        }
        if (inHeader) {
            return Optional.of(byHeader(ask));
        }
        if (signed) {
            return Optional.of(byAssertion(ask, audiences, clock));
        }
        Optional<String> id = ask.value("client_id");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        OAuthClient client = known(id.get());
        switch (client.method()) {
            case POST -> check(ask.value("client_secret").equals(Optional.of(client.secret())), "the secret is wrong");
            case TLS -> check(subject(ask).equals(client.subject()), "the certificate is of " + subject(ask));
            case SELF_SIGNED_TLS -> check(ask.certificate().equals(client.certificate()), "another certificate");
            case NONE -> check(!inForm, "a public client has no secret");
            case BASIC, SECRET_JWT, PRIVATE_KEY_JWT ->
                throw new OAuthRefusal("invalid_client", "registered for " + client.method());
        }
        return Optional.of(client);
    }

    private OAuthClient byHeader(OAuthAsk ask) throws OAuthRefusal {
        String[] parts = ask.authorization().orElse("").split(" ", 2);
        check(parts.length == 2 && parts[0].equalsIgnoreCase("Basic"), "the scheme is " + parts[0]);
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException malformed) {
            throw new OAuthRefusal("invalid_client", "no base64");
        }
        int colon = pair.indexOf(':');
        check(colon > 0, "no colon");
        // Each was encoded as in a form before (section 2.3.1).
        OAuthClient client = known(OAuthAsk.decoded(pair.substring(0, colon)));
        check(client.method() == OAuthClient.Method.BASIC, "registered for " + client.method());
        check(OAuthAsk.decoded(pair.substring(colon + 1)).equals(client.secret()), "the secret is wrong");
        check(ask.value("client_id").map(client.id()::equals).orElse(true), "two client ids");
        return client;
    }

    private OAuthClient byAssertion(OAuthAsk ask, Set<String> audiences, Clock clock) throws OAuthRefusal {
        String type = ask.required("client_assertion_type");
        check(type.equals(JWT_BEARER), "client_assertion_type is " + type);
        String token = ask.required("client_assertion");
        String id;
        try {
            id = Jws.text(Jws.parse(token).claims(), "sub").orElse("");
        } catch (IllegalArgumentException malformed) {
            throw new OAuthRefusal("invalid_client", "the assertion is no token: " + malformed.getMessage());
        }
        OAuthClient client = known(id);
        check(
                client.method() == OAuthClient.Method.SECRET_JWT
                        || client.method() == OAuthClient.Method.PRIVATE_KEY_JWT,
                "registered for " + client.method());
        check(ask.value("client_id").map(id::equals).orElse(true), "two client ids");
        Map<String, Object> unused = assertions.judge(
                token,
                new OAuthAssertions.Rule(
                        "invalid_client",
                        client.key().orElseThrow(),
                        client.algorithm(),
                        id,
                        Optional.of(id),
                        audiences,
                        client.keyId(),
                        client.certificate(),
                        true),
                clock);
        return client;
    }

    private OAuthClient known(String id) throws OAuthRefusal {
        OAuthClient client = clients.get(id);
        if (client == null) {
            throw new OAuthRefusal("invalid_client", "no client of this id");
        }
        return client;
    }

    private static Optional<String> subject(OAuthAsk ask) {
        return ask.certificate().map(X509Certificate::getSubjectX500Principal).map(name -> name.getName());
    }

    private static void check(boolean holds, String otherwise) throws OAuthRefusal {
        if (!holds) {
            throw new OAuthRefusal("invalid_client", otherwise);
        }
    }
}
