package dev.millrace.http;

import java.util.concurrent.CompletableFuture;

/**
 * Proves who sends a request. Opened with its settings, closed once. Any thread may ask, many at once; no method blocks.
 */
public interface Authenticator extends AutoCloseable {

    /**
     * The call with its proof, made anew for each attempt: proofs hold times and nonces.
     *
     * <p>The future fails with an {@link HttpFault} of stage CONNECT where a token can't be fetched for now, which no record is
     * to blame for, and with a {@link dev.millrace.kit.ConnectorFailure} UNAUTHORIZED where whoever gives tokens refuses.
     */
    CompletableFuture<HttpCall> prove(HttpCall call);

    /**
     * Whether a reply refuses the proof of a call: by its status, or, where people log in, by a login page in place of what
     * was asked for. Must be quick, and never throws.
     */
    default boolean refuses(HttpCall proven, HttpReply reply) {
        return reply.status() == 401 || reply.status() == 403 || reply.status() == 407;
    }

    /**
     * Told of a reply that {@linkplain #refuses refuses} the proof of a call.
     *
     * @param proven the call as it was sent, with the proof that was refused
     * @return whether there is a new proof, so that the call is worth another attempt: a token fetched anew, a challenge
     *     learned, a secret re-read. By default there is none.
     */
    default CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        return CompletableFuture.completedFuture(false);
    }

    /** Told of every other reply, which may say what to prove the next call with. Must be quick, and never throws. */
    default void replied(HttpCall proven, HttpReply reply) {
        // Most learn nothing from it.
    }

    /** How many tokens were fetched so far; for metrics. By default there are none to fetch. */
    default long tokensFetched() {
        return 0;
    }

    @Override
    default void close() {
        // Most hold nothing open.
    }
}
