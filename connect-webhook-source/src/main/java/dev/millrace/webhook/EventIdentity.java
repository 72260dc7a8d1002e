package dev.millrace.webhook;

import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.util.Optional;

/** Tells by what a request is known when it comes again. Thread-safe; never blocks. */
@FunctionalInterface
interface EventIdentity {

    /** The key; empty when every request is an event of its own. */
    Optional<EventKey> of(UnpackedRequest request, Coverage coverage);
}
