package dev.millrace.http.signature;

import dev.millrace.http.HttpReply;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/**
 * Reaches a provider for keys and confirmations. Whoever calls has checked the host; redirects are not followed. For any
 * thread; the stage holds the reply whatever its status, or fails when there is none.
 */
interface Fetch extends AutoCloseable {

    CompletionStage<HttpReply> get(URI address);

    /** Sends a JSON text. */
    CompletionStage<HttpReply> post(URI address, String json);

    @Override
    void close();
}
