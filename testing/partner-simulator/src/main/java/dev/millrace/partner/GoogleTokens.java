package dev.millrace.partner;

import java.math.BigDecimal;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives access tokens to service accounts for tokens that they sign (RFC 7523 section 2.1, and Google's page on OAuth 2.0 for
 * server to server applications). Thread-safe.
 */
final class GoogleTokens {

    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private record Account(PublicKey key, String keyId, Set<String> scopes) {}

    private record Access(Set<String> scopes, Instant end) {}

    private final String url;
    private final Clock clock;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, Access> given = new ConcurrentHashMap<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();

    GoogleTokens(String url, Clock clock) {
        this.url = url;
        this.clock = clock;
    }

    void know(String email, PublicKey key, String keyId, String... scopes) {
        accounts.put(email, new Account(key, keyId, Set.of(scopes)));
    }

    void revokeAll() {
        given.clear();
    }

    List<String> refusals() {
        return List.copyOf(refusals);
    }

    Answer give(ReceivedRequest request) {
        try {
            OAuthAsk ask = OAuthAsk.of(request, Optional.empty());
            check(ask.required("grant_type").equals("urn:ietf:params:oauth:grant-type:jwt-bearer"), "another grant");
            Set<String> scopes = scopes(Jws.parse(ask.required("assertion")));
            String token = "ya29." + number.incrementAndGet();
            given.put(token, new Access(scopes, clock.instant().plus(LONGEST)));
            return GooglePartner.ok(
                    "{\"access_token\":" + Json.quoted(token) + ",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
        } catch (OAuthRefusal | IllegalArgumentException refusal) {
            refusals.add(String.valueOf(refusal.getMessage()));
            return Answer.status(400)
                    .body("application/json", "{\"error\":\"invalid_grant\",\"error_description\":\"refused\"}");
        }
    }

    /** Whether the request's token is good, and for this scope. */
    boolean allows(ReceivedRequest request, String scope) {
        String[] parts = request.header("Authorization").orElse("").split(" ", 2);
        Access access = parts.length == 2 && parts[0].equals("Bearer") ? given.get(parts[1]) : null;
        boolean allowed = access != null
                && access.scopes.contains(scope)
                && clock.instant().isBefore(access.end);
        if (!allowed) {
            refusals.add("no token for " + scope);
        }
        return allowed;
    }

    /** What a token that an account signed asks for, once all of it was found right. */
    private Set<String> scopes(Jws jws) throws OAuthRefusal {
        Map<String, Object> claims = jws.claims();
        String email = Jws.text(claims, "iss").orElse("");
        Account account = accounts.get(email);
        check(account != null, "iss is " + claims.get("iss"));
        check(account != null && jws.isSignedBy(account.key, "RS256"), "no signature by RS256 with the account's key");
        check(account != null && Jws.text(jws.header(), "kid").equals(Optional.of(account.keyId)), "another kid");
        check(
                Jws.text(jws.header(), "typ").equals(Optional.of("JWT")),
                "typ is " + jws.header().get("typ"));
        // Nobody's domain was delegated: an account speaks for itself alone.
        check(Jws.text(claims, "sub").map(email::equals).orElse(true), "sub is " + claims.get("sub"));
        check(url.equals(claims.get("aud")), "aud is " + claims.get("aud"));
        times(time(claims, "iat"), time(claims, "exp"), clock.instant());
        Set<String> scopes = Set.of(Jws.text(claims, "scope").orElse("").split(" ", -1));
        check(account != null && account.scopes.containsAll(scopes), "scope is " + claims.get("scope"));
        return scopes;
    }

    private static void times(Instant issued, Instant end, Instant now) throws OAuthRefusal {
        check(!issued.isAfter(now.plus(LEEWAY)), "iat is not yet");
        check(end.isAfter(now.minus(LEEWAY)), "exp is over");
        check(!end.isAfter(issued.plus(LONGEST)), "exp is more than an hour behind iat");
    }

    private static Instant time(Map<String, Object> claims, String name) throws OAuthRefusal {
        if (claims.get(name) instanceof BigDecimal seconds) {
            return Instant.ofEpochSecond(seconds.longValueExact());
        }
        throw new OAuthRefusal("invalid_grant", name + " is " + claims.get(name));
    }

    private static void check(boolean holds, String otherwise) throws OAuthRefusal {
        if (!holds) {
            throw new OAuthRefusal("invalid_grant", otherwise);
        }
    }
}
