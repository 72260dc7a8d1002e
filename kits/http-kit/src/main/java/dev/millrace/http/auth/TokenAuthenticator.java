package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import java.util.concurrent.CompletableFuture;

/** Proves calls by the token in force (RFC 6750), and takes another one where it is refused. */
final class TokenAuthenticator implements Authenticator {

    private final TokenCache tokens;

    TokenAuthenticator(TokenCache tokens) {
        this.tokens = tokens;
    }

    @Override
    public CompletableFuture<HttpCall> prove(HttpCall call) {
        return tokens.token().thenApply(token -> token.on(call));
    }

    /** A 407 is a proxy's, and a lack of scope stays one with the next token (RFC 6750 section 3.1). */
    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        boolean pointless = refusal.status() == 407
                || refusal.headers("WWW-Authenticate").stream()
                        .anyMatch(challenge -> challenge.contains("insufficient_scope"));
        return pointless ? CompletableFuture.completedFuture(false) : tokens.renew(proven, refusal);
    }

    @Override
    public long tokensFetched() {
        return tokens.fetched();
    }

    @Override
    public void close() {
        tokens.close();
    }
}
