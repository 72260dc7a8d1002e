package dev.millrace.rest;

import dev.millrace.kit.AuditChain;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.ConnectorFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes for {@code audit.topic} what became of a record, as the JSON of an {@link AuditEvent}: coordinates, codes and hashes.
 * Belongs to one thread, for the events are linked in the order in which they are written.
 */
final class AuditReport {

    private final AuditEvent.Actor actor;
    private final AuditChain chain;

    AuditReport(AuditEvent.Actor actor, AuditChain chain) {
        this.actor = actor;
        this.chain = chain;
    }

    /** @param requestHash the SHA-256 of the request's body; empty text for none */
    byte[] value(Report report, String requestHash) {
        AuditEvent.Step step = report.failure().isEmpty() ? AuditEvent.Step.DELIVERED : AuditEvent.Step.SET_ASIDE;
        AuditEvent event = new AuditEvent(
                step,
                report.end(),
                actor,
                new AuditEvent.Subject(
                        report.coordinates(),
                        report.coordinates(),
                        OptionalLong.empty(),
                        Optional.of(requestHash).filter(hash -> !hash.isEmpty())),
                report.isIgnored()
                        ? new AuditEvent.Outcome(AuditEvent.Result.IGNORED, reason(report), report.endpoint())
                        : AuditEvent.Outcome.of(step, reason(report), report.endpoint()),
                new AuditEvent.Counts(
                        OptionalLong.of(1),
                        OptionalLong.empty(),
                        report.exchange()
                                .map(exchange ->
                                        OptionalLong.of(exchange.latency().toMillis()))
                                .orElse(OptionalLong.empty()),
                        List.of()));
        return ConnectJson.text(AuditEvent.SCHEMA, event.toStruct(chain.append(event)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> reason(Report report) {
        return report.failure()
                .map(ConnectorFailure::code)
                .or(() -> report.reply().map(reply -> "http-" + reply.status()));
    }
}
