package dev.millrace.http;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A complete reply.
 *
 * @param status 200 to 599
 * @param headers by name, whatever its case; of a repeated field the first value
 * @param body its beginning, up to the sender's limit; may quote a record, so it is never logged
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpReply(int status, Map<String, String> headers, byte[] body) {

    public HttpReply {
        TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
        return "status " + status;
    }
}
