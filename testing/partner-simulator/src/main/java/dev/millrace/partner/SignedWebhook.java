package dev.millrace.partner;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver an event, as it goes over the wire.
 *
 * @param method in capitals
 * @param target where to
 * @param headers the content type and what proves the sender, in order
 * @param content the body, read-only
 */
public record SignedWebhook(String method, URI target, Map<String, String> headers, ByteBuffer content) {

    public SignedWebhook {
        headers = new LinkedHashMap<>(headers);
        content = content.asReadOnlyBuffer();
    }

    /** A POST of the event's body, with headers given as name, value, name, value. */
    static SignedWebhook post(URI target, WebhookEvent event, String... headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", event.contentType());
        for (int at = 0; at < headers.length; at += 2) {
            all.put(headers[at], headers[at + 1]);
        }
        return new SignedWebhook("POST", target, all, event.content());
    }

    /** The same with this header in place of one of that name. */
    public SignedWebhook with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new SignedWebhook(method, target, all, content);
    }

    /** The same without this header. */
    public SignedWebhook without(String name) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.remove(name);
        return new SignedWebhook(method, target, all, content);
    }

    /** A header's value; null when there is none. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The same with one bit of the body flipped: what no signature may allow. */
    public SignedWebhook tampered() {
        byte[] changed = body();
        if (changed.length == 0) {
            throw new IllegalStateException("there is no bit to flip in an empty body");
        }
        changed[changed.length / 2] ^= 1;
        return new SignedWebhook(method, target, headers, ByteBuffer.wrap(changed));
    }

    /** A copy of the body. */
    public byte[] body() {
        byte[] copy = new byte[content.remaining()];
        content.duplicate().get(copy);
        return copy;
    }
}
