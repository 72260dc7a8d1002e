package dev.millrace.http;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole request that a listener received, its body as it was on the wire. Immutable but for the body, which is shared and
 * not to be written to.
 */
public final class ReceivedRequest {

    private final String id;
    private final String method;
    private final String url;
    private final String path;
    private final String query;
    private final ReceivedHeaders headers;
    private final byte[] body;
    private final String remoteAddress;
    private final @Nullable String clientSubject;
    private final Instant receivedAt;

    /**
     * Takes the parts of a request.
     *
     * @param id tells the request apart from all others of the process; fit for a header
     * @param method in capitals, such as POST
     * @param url the public address that the sender used, with scheme, host and query; what senders sign
     * @param path the path as sent, percent-encoded, from the first slash
     * @param query behind the question mark as sent; empty for none
     * @param body the bytes on the wire, before any decoding; not copied
     * @param remoteAddress the sender's IP address, told by a proxy when that is trusted
     * @param clientSubject the distinguished name of the client certificate; null without one
     * @param receivedAt when the head of the request was read
     */
    public ReceivedRequest(
            String id,
            String method,
            String url,
            String path,
            String query,
            ReceivedHeaders headers,
            byte[] body,
            String remoteAddress,
            @Nullable String clientSubject,
            Instant receivedAt) {
        this.id = id;
        this.method = method;
        this.url = url;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.remoteAddress = remoteAddress;
        this.clientSubject = clientSubject;
        this.receivedAt = receivedAt;
    }

    public String id() {
        return id;
    }

    public String method() {
        return method;
    }

    public String url() {
        return url;
    }

    public String path() {
        return path;
    }

    public String query() {
        return query;
    }

    public ReceivedHeaders headers() {
        return headers;
    }

    /** The first value of a header field. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    public byte[] body() {
        return body;
    }

    public String remoteAddress() {
        return remoteAddress;
    }

    public Optional<String> clientSubject() {
        return Optional.ofNullable(clientSubject);
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    /** Method, length and id: the address may hold a secret in its query. */
    @Override
    public String toString() {
        return method + " of " + body.length + " bytes (" + id + ")";
    }
}
