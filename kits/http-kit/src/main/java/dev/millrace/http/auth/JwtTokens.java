package dev.millrace.http.auth;

import dev.millrace.http.HttpReply;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tokens that nobody has to be asked for: signed here, borne as they are. */
record JwtTokens(JwtMint mint, JwtMint.Claims claims, Clock clock) implements TokenSource {

    @Override
    public CompletableFuture<TokenOutcome> fetch() {
        Instant now = clock.instant();
        return CompletableFuture.completedFuture(
                new TokenOutcome.Granted(new BearerToken(mint.sign(claims), now, Optional.of(mint.lifetime()))));
    }

    @Override
    public void refused(HttpReply refusal) {
        boolean unusedTime = mint.clock().learn(refusal);
        boolean unusedKey = mint.key().lookNow();
    }
}
