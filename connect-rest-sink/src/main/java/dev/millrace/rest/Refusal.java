package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;

/**
 * A record that won't be delivered, and why.
 *
 * @param bytes what it counts for in the {@link Backlog}
 * @param failure names the record's coordinates
 */
record Refusal(Accepted accepted, int bytes, ConnectorFailure failure) {

    static Refusal of(Delivery delivery, ConnectorFailure failure) {
        return new Refusal(
                delivery.accepted(), delivery.bytes(), delivery.accepted().located(failure));
    }
}
