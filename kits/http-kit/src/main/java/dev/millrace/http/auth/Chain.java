package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Two proofs of one request.
 *
 * @param inner what is in the body
 * @param onTheWay what becomes of the call between them, such as compression
 * @param outer what covers the bytes as they are sent
 */
record Chain(Authenticator inner, UnaryOperator<HttpCall> onTheWay, Authenticator outer) implements Authenticator {

    @Override
    public CompletableFuture<HttpCall> prove(HttpCall call) {
        return inner.prove(call).thenApply(onTheWay).thenCompose(outer::prove);
    }

    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        return inner.renew(proven, refusal)
                .thenCombine(outer.renew(proven, refusal), (innerNew, outerNew) -> innerNew || outerNew);
    }

    @Override
    public boolean refuses(HttpCall proven, HttpReply reply) {
        return inner.refuses(proven, reply) || outer.refuses(proven, reply);
    }

    @Override
    public void replied(HttpCall proven, HttpReply reply) {
        inner.replied(proven, reply);
        outer.replied(proven, reply);
    }

    @Override
    public long tokensFetched() {
        return inner.tokensFetched() + outer.tokensFetched();
    }

    @Override
    public void close() {
        inner.close();
        outer.close();
    }
}
