package dev.millrace.http;

import java.util.concurrent.CompletableFuture;

/**
 * Sends requests without blocking the caller for an answer; opened with its settings, closed once. Any thread may send.
 */
public interface HttpSender extends AutoCloseable {

    /**
     * Sends one request, once. The future holds the reply whatever its status, or completes exceptionally with a
     * {@link HttpFault} when there is none. Cancelling it gives the exchange up and frees its connection.
     *
     * <p>The future completes on a thread of the sender: do not block there.
     */
    CompletableFuture<HttpReply> send(HttpCall call);

    /** Gives up what is on the wire and frees connections and threads, at once. */
    @Override
    void close();
}
