package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import java.util.Optional;

/**
 * A record that won't be delivered, and why.
 *
 * @param bytes what it counts for in the {@link Backlog}
 * @param failure names the record's coordinates
 * @param tries how often it was sent
 * @param exchange the last request, where there was one
 */
record Refusal(Accepted accepted, int bytes, ConnectorFailure failure, Tries tries, Optional<Exchange> exchange) {

    static Refusal of(Delivery delivery, ConnectorFailure failure, Optional<Exchange> exchange) {
        return new Refusal(
                delivery.accepted(),
                delivery.bytes(),
                delivery.accepted().located(failure),
                delivery.tries(),
                exchange);
    }

    /** A record that was refused before it was anything to send. */
    static Refusal unsent(Accepted accepted, ConnectorFailure failure) {
        return new Refusal(accepted, 0, accepted.located(failure), Tries.NONE, Optional.empty());
    }
}
