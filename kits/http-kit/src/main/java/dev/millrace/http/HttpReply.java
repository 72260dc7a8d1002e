package dev.millrace.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A complete reply.
 *
 * @param status 200 to 599
 * @param headers the values of each field in their order, by its name, whatever its case
 * @param body its beginning, up to the sender's limit, decompressed; may quote a record, so it is never logged
 * @param truncated whether the body was longer than that
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpReply(int status, Map<String, List<String>> headers, byte[] body, boolean truncated) {

    public HttpReply {
        TreeMap<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> byName.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(byName);
    }

    /** A reply with its whole body. */
    public HttpReply(int status, Map<String, List<String>> headers, byte[] body) {
        this(status, headers, body, false);
    }

    /** The first value of a field. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** All values of a field, such as Link or Set-Cookie. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public String toString() {
        return "status " + status;
    }
}
