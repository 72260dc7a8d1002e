package dev.millrace.partner;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Decides who is given which token. Thread-safe. */
final class OAuthDesk {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Somebody whose signed tokens are taken for tokens of the server. */
    private record Issuer(Key key, String algorithm, Set<String> subjects) {}

    private final OAuthAssertions assertions = new OAuthAssertions();
    private final OAuthClients clients = new OAuthClients(assertions);
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final Map<String, Issuer> issuers = new ConcurrentHashMap<>();
    private final Set<String> audiences = ConcurrentHashMap.newKeySet();
    private final Set<String> resources = ConcurrentHashMap.newKeySet();

    void register(OAuthClient client) {
        clients.register(client);
    }

    void user(String name, String password) {
        users.put(name, password);
    }

    void trust(String issuer, Key key, String algorithm, String... subjects) {
        issuers.put(issuer, new Issuer(key, algorithm, Set.of(subjects)));
    }

    void audience(String name) {
        audiences.add(name);
    }

    void resource(String address) {
        resources.add(address);
    }

    /** The token for a request. */
    OAuthToken decide(OAuthAsk ask, Set<String> names, Optional<Duration> lifetime, Clock clock) throws OAuthRefusal {
        Optional<OAuthClient> client = clients.identify(ask, names, clock);
        String grant = ask.required("grant_type");
        String subject = switch (grant) {
            case "client_credentials" -> needed(client).id();
            case "password" -> {
                OAuthClient unused = needed(client);
                String name = ask.required("username");
                if (!ask.required("password").equals(users.get(name))) {
                    throw new OAuthRefusal("invalid_grant", "no such user, or another password");
                }
                yield name;
            }
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> subject(ask.required("assertion"), names, clock);
            default -> throw new OAuthRefusal("unsupported_grant_type", "the grant is " + grant);
        };
        if (client.isPresent() && !client.get().grants().contains(grant)) {
            throw new OAuthRefusal("unauthorized_client", "not for this client: " + grant);
        }
        if (client.isPresent()
                && client.get().method() == OAuthClient.Method.NONE
                && grant.equals("client_credentials")) {
            throw new OAuthRefusal("unauthorized_client", "a public client has no credentials");
        }
        Instant now = clock.instant();
        return new OAuthToken(
                random(),
                client.map(OAuthClient::id).orElse(""),
                subject,
                scope(ask, client),
                audience(ask),
                resources(ask),
                now,
                lifetime.map(now::plus),
                client.filter(OAuthDesk::showsCertificate)
                        .flatMap(any -> ask.certificate())
                        .map(certificate -> thumbprint("SHA-256", certificate)));
    }

    /** Whether a token is good by itself, because a trusted issuer signed it for us. */
    void judgeBearer(String token, String audience, Clock clock, boolean onceOnly) throws OAuthRefusal {
        Issuer issuer = issuer(token, "invalid_token");
        Map<String, Object> unused = assertions.judge(
                token,
                rule("invalid_token", issuer, issuerOf(token, "invalid_token"), Set.of(audience), onceOnly),
                clock);
    }

    private String subject(String assertion, Set<String> names, Clock clock) throws OAuthRefusal {
        Issuer issuer = issuer(assertion, "invalid_grant");
        Map<String, Object> claims = assertions.judge(
                assertion, rule("invalid_grant", issuer, issuerOf(assertion, "invalid_grant"), names, true), clock);
        String subject = Jws.text(claims, "sub").orElseThrow();
        if (!issuer.subjects.contains(subject)) {
            throw new OAuthRefusal("invalid_grant", "sub is " + subject);
        }
        return subject;
    }

    private static OAuthAssertions.Rule rule(
            String error, Issuer issuer, String name, Set<String> audiences, boolean onceOnly) {
        return new OAuthAssertions.Rule(
                error,
                issuer.key,
                issuer.algorithm,
                name,
                Optional.empty(),
                audiences,
                Optional.empty(),
                Optional.empty(),
                onceOnly);
    }

    private Issuer issuer(String token, String error) throws OAuthRefusal {
        Issuer issuer = issuers.get(issuerOf(token, error));
        if (issuer == null) {
            throw new OAuthRefusal(error, "iss is nobody who is trusted");
        }
        return issuer;
    }

    private static String issuerOf(String token, String error) throws OAuthRefusal {
        try {
            return Jws.text(Jws.parse(token).claims(), "iss").orElse("");
        } catch (IllegalArgumentException malformed) {
            throw new OAuthRefusal(error, "no token: " + malformed.getMessage());
        }
    }

    private static OAuthClient needed(Optional<OAuthClient> client) throws OAuthRefusal {
        return client.orElseThrow(() -> new OAuthRefusal("invalid_client", "no client authentication"));
    }

    private static String scope(OAuthAsk ask, Optional<OAuthClient> client) throws OAuthRefusal {
        Set<String> allowed = client.map(OAuthClient::scopes).orElse(Set.of());
        String scope = ask.value("scope").orElse("");
        if (!scope.isEmpty() && !allowed.containsAll(Arrays.asList(scope.split(" ", -1)))) {
            throw new OAuthRefusal("invalid_scope", "not all of: " + scope);
        }
        return scope;
    }

    private String audience(OAuthAsk ask) throws OAuthRefusal {
        String audience = ask.value("audience").orElse("");
        if (!audience.isEmpty() && !audiences.contains(audience)) {
            throw new OAuthRefusal("invalid_target", "the audience is " + audience);
        }
        return audience;
    }

    /** Absolute addresses without a fragment (RFC 8707 section 2). */
    private List<String> resources(OAuthAsk ask) throws OAuthRefusal {
        for (String resource : ask.all("resource")) {
            URI address = URI.create(resource);
            if (!address.isAbsolute() || address.getRawFragment() != null || !resources.contains(resource)) {
                throw new OAuthRefusal("invalid_target", "the resource is " + resource);
            }
        }
        return ask.all("resource");
    }

    private static boolean showsCertificate(OAuthClient client) {
        return client.method() == OAuthClient.Method.TLS || client.method() == OAuthClient.Method.SELF_SIGNED_TLS;
    }

    /** In all the signs that a bearer token may have (RFC 6750 section 2.1). */
    private static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return "at~." + Base64.getEncoder().encodeToString(bytes);
    }

    /** As RFC 8705 section 3.1 and RFC 7515 sections 4.1.7 and 4.1.8 write it. */
    static String thumbprint(String algorithm, X509Certificate certificate) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
