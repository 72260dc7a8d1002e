package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Signs a token for each call, for receivers that take each one only once. */
record JwtAuthenticator(JwtMint mint, JwtMint.Claims claims) implements Authenticator {

    @Override
    public CompletableFuture<HttpCall> prove(HttpCall call) {
        return CompletableFuture.completedFuture(
                new BearerToken(mint.sign(claims), Instant.EPOCH, Optional.empty()).on(call));
    }

    /** The next token differs where the receiver has another time, or somebody another key. */
    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        if (refusal.status() != 401) {
            return CompletableFuture.completedFuture(false);
        }
        boolean anotherTime = mint.clock().learn(refusal);
        return CompletableFuture.completedFuture(mint.key().lookNow() || anotherTime);
    }
}
