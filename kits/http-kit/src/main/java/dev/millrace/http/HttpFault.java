package dev.millrace.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that got no complete reply. The message names the cause and never quotes the request or the reply. */
public final class HttpFault extends IOException {

    private static final long serialVersionUID = 1L;

    /** How far the request came; decides whose fault it can be. */
    public enum Stage {
        /** No connection: name resolution, refusal, TLS. No byte of the request was sent, so it is no fault of the record. */
        CONNECT,
        /** The connection ended before a byte of the reply: the request may or may not have been acted on. */
        UNANSWERED,
        /** No complete reply within the time allowed. */
        TIMEOUT,
        /** The reply began and broke off. */
        BROKEN
    }

    private final Stage stage;

    public HttpFault(Stage stage, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }
}
