package dev.millrace.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request.
 *
 * @param body what is sent, not copied: the caller lets go of it; empty for none
 * @param contentType sent with a body, as it is written; empty for none
 * @param repeatable whether the receiver can tell a repetition from a second request: an idempotent method (RFC 9110
 *     section 9.2.2) or an idempotency key. Such a request is sent again at once when a kept connection turns out to be
 *     closed before a byte of the reply came.
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpCall(
        HttpMethod method, URI target, List<HttpHeader> headers, byte[] body, String contentType, boolean repeatable) {

    public HttpCall {
        headers = List.copyOf(headers);
        target = ascii(target);
        contentType = contentType.strip();
    }

    /** What is no ASCII is sent with escapes (RFC 3987 section 3.1), and so it must be signed. */
    private static URI ascii(URI target) {
        String text = target.toString();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return URI.create(target.toASCIIString());
            }
        }
        return target;
    }

    /** The same with one header more. */
    public HttpCall with(HttpHeader header) {
        List<HttpHeader> more = new ArrayList<>(headers.size() + 1);
        more.addAll(headers);
        more.add(header);
        return new HttpCall(method, target, more, body, contentType, repeatable);
    }

    /** The same, of which the receiver can tell a repetition, or can't. */
    public HttpCall repeatable(boolean isRepeatable) {
        return new HttpCall(method, target, headers, body, contentType, isRepeatable);
    }

    /** The same with this field instead of all of its name. */
    public HttpCall replacing(HttpHeader header) {
        List<HttpHeader> others = new ArrayList<>(headers.size() + 1);
        for (HttpHeader other : headers) {
            if (!other.name().equalsIgnoreCase(header.name())) {
                others.add(other);
            }
        }
        others.add(header);
        return new HttpCall(method, target, others, body, contentType, repeatable);
    }

    public HttpCall withTarget(URI other) {
        return new HttpCall(method, other, headers, body, contentType, repeatable);
    }

    public HttpCall withBody(byte[] other) {
        return new HttpCall(method, target, headers, other, contentType, repeatable);
    }

    /** Whether the client sends a Content-Type: it does so with a body. */
    public boolean sendsContentType() {
        return body.length > 0 && !contentType.isEmpty();
    }

    /** The first value of a field, by its name in any case. */
    public Optional<String> header(String name) {
        for (HttpHeader header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /** Method and length; the address may hold a secret in its query. */
    @Override
    public String toString() {
        return method + " of " + body.length + " bytes";
    }
}
