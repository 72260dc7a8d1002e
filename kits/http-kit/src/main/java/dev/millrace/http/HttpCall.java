package dev.millrace.http;

import java.net.URI;
import java.util.List;

/**
 * One request.
 *
 * @param body what is sent, not copied: the caller lets go of it; empty for none
 * @param contentType sent with a body
 * @param repeatable whether the receiver can tell a repetition from a second request: an idempotent method (RFC 9110
 *     section 9.2.2) or an idempotency key. Such a request is sent again at once when a kept connection turns out to be
 *     closed before a byte of the reply came.
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpCall(
        HttpMethod method, URI target, List<HttpHeader> headers, byte[] body, String contentType, boolean repeatable) {

    public HttpCall {
        headers = List.copyOf(headers);
    }

    /** Method and length; the address may hold a secret in its query. */
    @Override
    public String toString() {
        return method + " of " + body.length + " bytes";
    }
}
