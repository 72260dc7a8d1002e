package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpReply;
import java.util.concurrent.CompletableFuture;

/** The same header on every request, until its secret changes. */
record SecretHeader(Secret<HttpHeader> header) implements AtOnce {

    @Override
    public HttpCall proven(HttpCall call) {
        return call.replacing(header.current());
    }

    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        boolean unused = header.lookNow();
        HttpHeader now = header.current();
        boolean other = proven.header(now.name()).filter(now.value()::equals).isEmpty();
        return CompletableFuture.completedFuture(other);
    }
}
