package dev.millrace.webhook;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider;
import java.util.Optional;

/** A request whose sender is known, with its body decoded: what records are made of. The body is shared, not copied. */
final class ReceivedEvent {

    private final UnpackedRequest unpacked;
    private final Optional<String> id;
    private final WebhookProvider.Coverage coverage;

    /**
     * An event.
     *
     * @param id by which two deliveries of it are known as the same; empty where the sender gives none
     * @param coverage what the signature covers
     */
    ReceivedEvent(UnpackedRequest unpacked, Optional<String> id, WebhookProvider.Coverage coverage) {
        this.unpacked = unpacked;
        this.id = id;
        this.coverage = coverage;
    }

    UnpackedRequest unpacked() {
        return unpacked;
    }

    ReceivedRequest request() {
        return unpacked.request();
    }

    byte[] body() {
        return unpacked.request().body();
    }

    Optional<String> id() {
        return id;
    }

    WebhookProvider.Coverage coverage() {
        return coverage;
    }
}
