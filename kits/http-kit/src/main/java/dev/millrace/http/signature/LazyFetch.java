package dev.millrace.http.signature;

import dev.millrace.http.HttpReply;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/** The client of the fetched keys, opened when it is first used. */
final class LazyFetch implements Fetch {

    private final FetchedKeys keys;

    LazyFetch(FetchedKeys keys) {
        this.keys = keys;
    }

    @Override
    public CompletionStage<HttpReply> get(URI address) {
        return keys.client().get(address);
    }

    @Override
    public CompletionStage<HttpReply> post(URI address, String json) {
        return keys.client().post(address, json);
    }

    /** Its owner closes it. */
    @Override
    public void close() {}
}
