package dev.millrace.partner.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The tokens that are good, how long and for how many requests. Thread-safe. */
final class VaultTokens {

    private static final class Token {
        private final String value;
        private final VaultTerms terms;
        private final Instant made;
        private Instant until;
        private int uses;

        Token(String value, VaultTerms terms, Instant now) {
            this.value = value;
            this.terms = terms;
            this.made = now;
            this.until = now.plus(terms.life());
        }
    }

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile Clock clock = Clock.systemUTC();

    void clock(Clock other) {
        clock = other;
    }

    void add(String value, VaultTerms terms) {
        tokens.put(value, new Token(value, terms, clock.instant()));
    }

    String issue(VaultTerms terms) {
        String value = "hvs.issued-" + number.incrementAndGet() + "-" + Long.toHexString(System.nanoTime());
        add(value, terms);
        return value;
    }

    void revoke(String value) {
        tokens.remove(value);
    }

    void revokeAll() {
        tokens.clear();
    }

    /** Whether a token is good for one request more, which counts as one of its uses. */
    synchronized boolean use(@Nullable String value) {
        Token token = value == null ? null : tokens.get(value);
        if (token == null) {
            return false;
        }
        if (!clock.instant().isBefore(token.until)) {
            tokens.remove(token.value);
            return false;
        }
        token.uses++;
        if (token.terms.uses() > 0 && token.uses >= token.terms.uses()) {
            // Good for this request, and for none after it.
            tokens.remove(token.value);
        }
        return true;
    }

    /** Whether the policies of a token that is good let it read that path. */
    boolean mayRead(VaultTerms terms, String path) {
        return terms.readable().stream().anyMatch(path::startsWith);
    }

    Optional<VaultTerms> termsOf(String value) {
        return Optional.ofNullable(tokens.get(value)).map(token -> token.terms);
    }

    /** What the holder may learn of a token. */
    synchronized VaultAnswer lookup(String value) {
        Token token = tokens.get(value);
        if (token == null) {
            return VaultAnswer.refusal(403, "permission denied");
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("ttl", token.terms.endless() ? 0 : secondsLeft(token));
        data.put("renewable", token.terms.renewable());
        data.put("num_uses", token.terms.uses());
        data.put("policies", List.of("default"));
        data.put("type", "service");
        return VaultAnswer.data(data);
    }

    /** Lengthens a life from now on, but not beyond the longest. */
    synchronized VaultAnswer renew(String value) {
        Token token = tokens.get(value);
        if (token == null || !token.terms.renewable()) {
            return VaultAnswer.refusal(400, "lease is not renewable");
        }
        Instant wanted = clock.instant().plus(token.terms.life());
        Instant last = token.made.plus(token.terms.longest());
        token.until = wanted.isBefore(last) ? wanted : last;
        return granted(token);
    }

    VaultAnswer granted(String value) {
        Token token = tokens.get(value);
        return token == null ? VaultAnswer.refusal(403, "permission denied") : granted(token);
    }

    private VaultAnswer granted(Token token) {
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("client_token", token.value);
        auth.put("accessor", "accessor");
        auth.put("policies", List.of("default"));
        auth.put("lease_duration", token.terms.endless() ? 0 : secondsLeft(token));
        auth.put("renewable", token.terms.renewable());
        return VaultAnswer.auth(auth);
    }

    private long secondsLeft(Token token) {
        return Math.max(0, Duration.between(clock.instant(), token.until).toSeconds());
    }
}
