package dev.millrace.rest;

import dev.millrace.http.HttpReply;
import dev.millrace.kit.ConnectorFailure;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What became of one record.
 *
 * @param route whose options it went by; empty for one that none took
 * @param failure why it was set aside; empty for one that was delivered
 * @param exchange its last request; empty for one that never left
 * @param end when that was known
 */
record Report(
        SinkRecord record,
        Optional<String> route,
        Optional<ConnectorFailure> failure,
        Tries tries,
        Optional<Exchange> exchange,
        Instant end) {

    static Report delivered(Delivery delivery, Exchange exchange) {
        return new Report(
                delivery.accepted().record(),
                Optional.of(delivery.route().name()),
                Optional.empty(),
                delivery.tries(),
                Optional.of(exchange),
                exchange.end());
    }

    static Report setAside(Refusal refusal, Instant now) {
        return new Report(
                refusal.accepted().record(),
                refusal.exchange()
                        .map(exchange -> exchange.parcel().first().route().name()),
                Optional.of(refusal.failure()),
                refusal.tries(),
                refusal.exchange(),
                now);
    }

    Optional<HttpReply> reply() {
        return exchange.flatMap(Exchange::reply);
    }

    /** How it ended, in a word. */
    String outcome() {
        if (failure.isPresent()) {
            return "set-aside";
        }
        return isIgnored() ? "ignored" : "delivered";
    }

    /** Whether the receiver took it not, and that is as good. */
    boolean isIgnored() {
        return failure.isEmpty() && exchange.filter(Exchange::ignored).isPresent();
    }

    /** Topic, partition and offset it was read from. */
    String coordinates() {
        return record.originalTopic() + "-" + record.originalKafkaPartition() + "@" + record.originalKafkaOffset();
    }

    /** Where it went, without what may be secret. */
    Optional<String> endpoint() {
        return exchange.map(
                sent -> sent.parcel().first().host() + sent.call().target().getRawPath());
    }
}
