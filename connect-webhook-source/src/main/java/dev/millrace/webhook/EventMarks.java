package dev.millrace.webhook;

import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.util.Optional;

/**
 * What was found out about a request besides its content.
 *
 * @param coverage which part of it the sender's signature covers
 * @param handshake the name of the handshake that it is; empty for an event
 * @param duplicate whether Kafka has the event already
 */
record EventMarks(Coverage coverage, Optional<String> handshake, boolean duplicate) {}
