package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a JSON Web Token (RFC 7519) is believed.
 *
 * @param algorithm the only one; what a token says of it is compared with that
 * @param audience whom it must be made for; empty for anybody
 * @param issuer who must have made it
 * @param parties for whom it was issued, by {@code azp} or {@code appid}; empty for anybody
 * @param coversBody whether it must hold the SHA-256 of the body in {@code request_body_sha256}
 * @param age how old it may be; without one it must tell itself when it ends
 */
record TokenRules(
        Algorithm algorithm,
        KeyEndpoint keys,
        String audience,
        Optional<Pattern> issuer,
        Set<String> parties,
        boolean coversBody,
        Optional<Duration> age) {

    private static final Pattern NUMERIC_DATE = Pattern.compile("([0-9]{1,12})(\\.[0-9]{1,20})?");
    private static final Duration LEEWAY = Duration.ofMinutes(5);

    TokenRules {
        parties = Set.copyOf(parties);
    }

    /** The name of the algorithm in a token (RFC 7518 section 3.1). */
    private String algorithmName() {
        return algorithm == Algorithm.ECDSA_P256_JWT ? "ES256" : "RS256";
    }

    /** Why a token is not believed; empty when it is. The stage never completes exceptionally. */
    CompletionStage<Optional<Admission>> refusal(String text, Evidence evidence, Terms terms) {
        Optional<JsonWebToken> read = JsonWebToken.read(text);
        if (read.isEmpty()) {
            return refused("signature-malformed", "the token is no JSON Web Token");
        }
        JsonWebToken token = read.get();
        if (!token.header().text("alg").equals(Optional.of(algorithmName()))
                || token.header().has("crit")) {
            return refused("signature-malformed", "the token is not signed by " + algorithmName() + " alone");
        }
        String keyId = token.header().text("kid").orElse("");
        return key(keyId, evidence, terms, false).thenApply(found -> {
            if (found instanceof KeySource.Found.Keys some) {
                return verdict(token, some.keys(), evidence, terms);
            }
            return Optional.of(((KeySource.Found.None) found).admission());
        });
    }

    private static CompletionStage<Optional<Admission>> refused(String reason, String detail) {
        return CompletableFuture.completedFuture(Optional.of(new Admission.Refused(reason, detail)));
    }

    private CompletionStage<KeySource.Found> key(String keyId, Evidence evidence, Terms terms, boolean renew) {
        return keys.lookup(keyId, renew, terms).thenCompose(lookup -> {
            if (!(lookup instanceof FetchedKeys.Lookup.Found some)) {
                return CompletableFuture.completedFuture(new KeySource.Found.None(lookup.admission()));
            }
            List<VerifyKey> fitting = some.keys().entries().stream()
                    .filter(entry ->
                            entry.id().equals(keyId) && entry.isValidAt(evidence.now()) && algorithm.fits(entry.key()))
                    .map(entry -> VerifyKey.open(-1, algorithm, entry.key()))
                    .toList();
            if (!fitting.isEmpty()) {
                return CompletableFuture.completedFuture(new KeySource.Found.Keys(fitting));
            }
            return renew
                    ? CompletableFuture.completedFuture(new KeySource.Found.None(
                            new Admission.Refused("key-unknown", "the token names no key that is valid now")))
                    : key(keyId, evidence, terms, true);
        });
    }

    private Optional<Admission> verdict(JsonWebToken token, List<VerifyKey> found, Evidence evidence, Terms terms) {
        boolean fits = found.stream()
                .anyMatch(
                        key -> key.accepts(List.of(token.signature()), (sink, secret) -> sink.update(token.signed())));
        if (!fits) {
            return Optional.of(
                    new Admission.Refused("signature-mismatch", "the token is not signed by the key it names"));
        }
        BodyJson claims = token.claims();
        Optional<String> wrong = wrongClaim(claims, evidence);
        if (wrong.isPresent()) {
            return Optional.of(new Admission.Refused("token-mismatch", wrong.get()));
        }
        return age.isPresent() ? tooOld(claims, age.get(), evidence, terms) : outsideItsLife(claims, evidence.now());
    }

    private Optional<String> wrongClaim(BodyJson claims, Evidence evidence) {
        if (!audience.isEmpty() && !isFor(claims)) {
            return Optional.of("the token is made for another audience");
        }
        if (issuer.isPresent()
                && !claims.text("iss")
                        .filter(made -> issuer.get().matcher(made).matches())
                        .isPresent()) {
            return Optional.of("the token is made by another issuer");
        }
        if (!parties.isEmpty()
                && !claims.text("azp")
                        .or(() -> claims.text("appid"))
                        .filter(parties::contains)
                        .isPresent()) {
            return Optional.of("the token was issued to another party");
        }
        return coversBody && !isOfBody(claims, evidence)
                ? Optional.of("the token belongs to another body")
                : Optional.empty();
    }

    private boolean isFor(BodyJson claims) {
        return claims.text("aud").filter(audience::equals).isPresent()
                || claims.elements("aud").stream()
                        .anyMatch(one -> one.text("").filter(audience::equals).isPresent());
    }

    private static boolean isOfBody(BodyJson claims, Evidence evidence) {
        try {
            byte[] expected = SignedContent.sha256(evidence.request().body()).getBytes(StandardCharsets.US_ASCII);
            return claims.text("request_body_sha256")
                    .filter(hash -> MessageDigest.isEqual(expected, hash.getBytes(StandardCharsets.UTF_8)))
                    .isPresent();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Optional<Admission> tooOld(BodyJson claims, Duration most, Evidence evidence, Terms terms) {
        Place issued = new Place(Place.Kind.SIGNATURE, "iat");
        return new TimestampRule(List.of(issued), TimestampRule.Unit.S, most)
                .refusal(seconds(claims, "iat"), evidence.now(), terms.tolerance());
    }

    private static Optional<Admission> outsideItsLife(BodyJson claims, Instant now) {
        Optional<Instant> end = time(claims, "exp");
        if (end.isEmpty()) {
            return Optional.of(new Admission.Refused("timestamp-missing", "the token does not tell when it ends"));
        }
        if (now.isAfter(end.get().plus(LEEWAY))) {
            return Optional.of(new Admission.Refused("timestamp-too-old", "the token has ended"));
        }
        Optional<Instant> begins = time(claims, "nbf");
        if (begins.isEmpty() && claims.has("nbf")) {
            return Optional.of(new Admission.Refused("timestamp-malformed", "the token does not tell when it begins"));
        }
        return begins.filter(begin -> now.isBefore(begin.minus(LEEWAY)))
                .map(early -> new Admission.Refused("timestamp-in-future", "the token is not valid yet"));
    }

    private static Optional<Instant> time(BodyJson claims, String name) {
        return new TimestampRule(List.of(), TimestampRule.Unit.S, Duration.ZERO).read(seconds(claims, name));
    }

    /** The whole seconds of a time, which may have a fraction (RFC 7519 section 2). */
    private static String seconds(BodyJson claims, String name) {
        Matcher matcher = NUMERIC_DATE.matcher(claims.text(name).orElse(""));
        return matcher.matches() ? matcher.group(1) : "";
    }
}
