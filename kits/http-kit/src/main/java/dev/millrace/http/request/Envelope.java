package dev.millrace.http.request;

import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import java.net.URI;
import java.util.List;

/**
 * All of a request but its body. Requests of equal envelopes may be joined to one; where nothing of it comes from the
 * subject, all requests share one instance.
 *
 * @param contentType of a request of one item alone
 */
public record Envelope(HttpMethod method, URI target, List<HttpHeader> headers, String contentType) {

    public Envelope {
        headers = List.copyOf(headers);
    }

    /** The method; the address may hold a secret in its query. */
    @Override
    public String toString() {
        return method.name();
    }
}
