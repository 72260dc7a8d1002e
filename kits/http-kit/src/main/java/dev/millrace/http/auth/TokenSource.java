package dev.millrace.http.auth;

import dev.millrace.http.HttpReply;
import java.util.concurrent.CompletableFuture;

/** Where tokens come from: an endpoint, or a key of our own. Any thread may ask; no method blocks. */
interface TokenSource {

    /** A new token, or why there is none; the future never fails. */
    CompletableFuture<TokenOutcome> fetch();

    /** Told of a reply that refuses a token, which may say why: a clock that differs, say. */
    default void refused(HttpReply refusal) {
        // Most learn nothing from it.
    }
}
