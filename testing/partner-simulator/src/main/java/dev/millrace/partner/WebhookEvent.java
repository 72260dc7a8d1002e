package dev.millrace.partner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something that happened at a provider, to be sent until the receiver has it. The same in every attempt.
 *
 * @param id tells it apart from all others; printable ASCII
 * @param type in the provider's words, such as {@code push} or {@code orders/create}
 * @param contentType of the body
 * @param content the body, read-only
 * @param happened when, to the millisecond
 */
public record WebhookEvent(String id, String type, String contentType, ByteBuffer content, Instant happened) {

    public WebhookEvent {
        content = content.asReadOnlyBuffer();
        happened = happened.truncatedTo(ChronoUnit.MILLIS);
    }

    /** An event of now with a JSON body. */
    public static WebhookEvent json(String id, String body) {
        return of(id, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** An event of now with a form as its body. */
    public static WebhookEvent form(String id, String body) {
        return of(id, "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8));
    }

    /** An event of now. */
    public static WebhookEvent of(String id, String contentType, byte[] body) {
        return new WebhookEvent(id, "event", contentType, ByteBuffer.wrap(body.clone()), Instant.now());
    }

    /** The same under another type. */
    public WebhookEvent type(String other) {
        return new WebhookEvent(id, other, contentType, content, happened);
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
