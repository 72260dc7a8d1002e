package dev.millrace.rest;

import dev.millrace.kit.AuditChain;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.SideRecord;
import dev.millrace.kit.SideSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.config.AbstractConfig;

/** Tells of rounds in the audit topic. Belongs to the polling thread. */
final class PollAudit {

    private final SideSettings side;
    private final Clock clock;
    private final AuditEvent.Actor actor;
    private final AuditChain chain;

    PollAudit(SideSettings side, String connector, int task, AbstractConfig config, Clock clock) {
        this.side = side;
        this.clock = clock;
        this.actor = AuditEvent.Actor.here(connector, task, config);
        this.chain = new AuditChain(connector + "/" + task + "/" + clock.millis());
    }

    /** Whether a step is told to anybody. */
    boolean tells(AuditEvent.Step step) {
        return side.tells(step);
    }

    /** A round begins. */
    PolledRecord started(Map<String, String> partition, Map<String, ?> offset, String subject, long round) {
        return record(
                AuditEvent.Step.STARTED,
                partition,
                offset,
                new AuditEvent.Subject(subject, String.valueOf(round), OptionalLong.empty(), Optional.empty()),
                Optional.empty(),
                AuditEvent.Counts.NONE);
    }

    /** A round came to its end. */
    PolledRecord completed(
            Map<String, String> partition,
            Map<String, ?> offset,
            String subject,
            long round,
            Instant began,
            boolean isUnchanged,
            RoundTotals totals) {
        boolean whole = totals.isWhole();
        return record(
                AuditEvent.Step.COMPLETED,
                partition,
                offset,
                new AuditEvent.Subject(
                        subject,
                        String.valueOf(round),
                        whole ? OptionalLong.of(totals.bytes()) : OptionalLong.empty(),
                        whole && !isUnchanged ? Optional.of(totals.sha256Hex()) : Optional.empty()),
                isUnchanged ? Optional.of("not-modified") : whole ? Optional.empty() : Optional.of("resumed"),
                new AuditEvent.Counts(
                        OptionalLong.of(totals.rows()),
                        OptionalLong.of(totals.malformed()),
                        OptionalLong.of(Math.max(0, clock.millis() - began.toEpochMilli())),
                        List.of()));
    }

    /** The record as it is handed over: an event gets its place in the task's chain. */
    PolledRecord sealed(PolledRecord record) {
        AuditEvent event = record.event();
        return event == null ? record : record.with(SideRecord.value(side.form(), event.toStruct(chain.append(event))));
    }

    private PolledRecord record(
            AuditEvent.Step step,
            Map<String, String> partition,
            Map<String, ?> offset,
            AuditEvent.Subject subject,
            Optional<String> reason,
            AuditEvent.Counts counts) {
        AuditEvent event = new AuditEvent(
                step, clock.instant(), actor, subject, AuditEvent.Outcome.of(step, reason, Optional.empty()), counts);
        return PolledRecord.of(event, partition, offset, side.auditTopic().orElseThrow(), subject.name());
    }
}
