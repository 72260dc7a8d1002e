package dev.millrace.partner;

import java.math.BigDecimal;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Judges signed tokens claim by claim (RFC 7523 section 3, RFC 7519 section 4.1), and remembers their ids. Thread-safe. */
final class OAuthAssertions {

    private static final Duration LEEWAY = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    /**
     * What a token has to be.
     *
     * @param error what a wrong one is refused with
     * @param issuer its iss
     * @param subject its sub; empty for any, which must be there
     * @param audiences one of them is its aud
     * @param keyId its kid; empty for any or none
     * @param certificate that its x5t and x5t#S256 name; empty for any or none
     * @param onceOnly whether it must have an id that was never seen
     */
    record Rule(
            String error,
            Key key,
            String algorithm,
            String issuer,
            Optional<String> subject,
            Set<String> audiences,
            Optional<String> keyId,
            Optional<X509Certificate> certificate,
            boolean onceOnly) {}

    /** The claims of a token that holds to the rule. */
    Map<String, Object> judge(String token, Rule rule, Clock clock) throws OAuthRefusal {
        Jws jws;
        try {
            jws = Jws.parse(token);
        } catch (IllegalArgumentException malformed) {
            throw new OAuthRefusal(rule.error, "the assertion is no token: " + malformed.getMessage());
        }
        header(jws, rule);
        names(jws.claims(), rule);
        times(jws.claims(), rule, clock.instant());
        return jws.claims();
    }

    private static void header(Jws jws, Rule rule) throws OAuthRefusal {
        check(rule, jws.isSignedBy(rule.key, rule.algorithm), "no signature by " + rule.algorithm);
        check(
                rule,
                Jws.text(jws.header(), "typ").map("JWT"::equals).orElse(true),
                "typ is " + jws.header().get("typ"));
        check(
                rule,
                rule.keyId.isEmpty() || rule.keyId.equals(Jws.text(jws.header(), "kid")),
                "kid is " + jws.header().get("kid"));
        if (rule.certificate.isPresent()) {
            for (Map.Entry<String, String> hash :
                    Map.of("x5t", "SHA-1", "x5t#S256", "SHA-256").entrySet()) {
                String thumbprint = OAuthDesk.thumbprint(hash.getValue(), rule.certificate.get());
                check(
                        rule,
                        Jws.text(jws.header(), hash.getKey()).equals(Optional.of(thumbprint)),
                        hash.getKey() + " names another certificate");
            }
        }
    }

    private static void names(Map<String, Object> claims, Rule rule) throws OAuthRefusal {
        check(rule, Jws.text(claims, "iss").equals(Optional.of(rule.issuer)), "iss is " + claims.get("iss"));
        Optional<String> subject = Jws.text(claims, "sub");
        check(
                rule,
                subject.isPresent() && (rule.subject.isEmpty() || rule.subject.equals(subject)),
                "sub is " + claims.get("sub"));
        Object audience = claims.get("aud");
        List<?> meant =
                audience instanceof List<?> several ? several : audience == null ? List.of() : List.of(audience);
        check(rule, meant.stream().anyMatch(rule.audiences::contains), "aud is " + audience);
    }

    private void times(Map<String, Object> claims, Rule rule, Instant now) throws OAuthRefusal {
        Optional<Instant> end = time(claims, "exp");
        check(rule, end.isPresent(), "exp is " + claims.get("exp"));
        Instant expires = end.orElse(now);
        check(rule, now.isBefore(expires.plus(LEEWAY)), "exp is over since " + Duration.between(expires, now));
        check(rule, expires.isBefore(now.plus(LONGEST).plus(LEEWAY)), "exp is more than " + LONGEST + " ahead");
        for (String name : List.of("iat", "nbf")) {
            if (claims.containsKey(name)) {
                Optional<Instant> begin = time(claims, name);
                check(
                        rule,
                        begin.filter(start -> !start.isAfter(now.plus(LEEWAY))).isPresent(),
                        name + " is " + claims.get(name) + ", which is not yet");
            }
        }
        check(rule, !rule.onceOnly || claims.containsKey("iat"), "iat is missing");
        Optional<String> id = Jws.text(claims, "jti");
        check(rule, !rule.onceOnly || id.isPresent(), "jti is missing");
        if (rule.onceOnly && id.isPresent()) {
            check(rule, seen.putIfAbsent(rule.issuer + " " + id.get(), expires) == null, "jti was used before");
        }
    }

    private static Optional<Instant> time(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof BigDecimal seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    private static void check(Rule rule, boolean holds, String otherwise) throws OAuthRefusal {
        if (!holds) {
            throw new OAuthRefusal(rule.error, otherwise);
        }
    }
}
