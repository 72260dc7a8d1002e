package dev.millrace.partner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it arrived at the receiver.
 *
 * @param number its place among all arrivals, from 1
 * @param method as sent, in upper case by custom
 * @param path the path with its query, percent-encoded as sent
 * @param idempotencyKey the header {@code Idempotency-Key}, if there was one
 * @param headers all headers in the order of each name's values, found by name in any case
 * @param content the body, read-only
 */
public record ReceivedRequest(
        long number,
        String method,
        String path,
        Optional<String> idempotencyKey,
        Map<String, List<String>> headers,
        ByteBuffer content) {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    public ReceivedRequest {
        content = content.asReadOnlyBuffer();
    }

    static ReceivedRequest of(long number, String method, String path, Map<String, List<String>> headers, byte[] body) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        Optional<String> key =
                byName.getOrDefault("Idempotency-Key", List.of()).stream().findFirst();
        return new ReceivedRequest(number, method, path, key, byName, ByteBuffer.wrap(body));
    }

    /** The same arrival without headers and body. */
    ReceivedRequest slim() {
        return new ReceivedRequest(number, method, path, idempotencyKey, Map.of(), NOTHING);
    }

    /** The first value of this header, its name in any case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** A copy of the body. */
    public byte[] body() {
        byte[] copy = new byte[content.remaining()];
        content.duplicate().get(copy);
        return copy;
    }

    /** The body read as UTF-8. */
    public String text() {
        return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
    }
}
