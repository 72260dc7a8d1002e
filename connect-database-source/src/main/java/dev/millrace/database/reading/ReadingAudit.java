package dev.millrace.database.reading;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the audit topic of what readings do. Each method makes the record of an event, if anybody wants it, for the
 * reading to hand out in its place: its offset is one to go on from, and unlike any other. Any thread makes events; the
 * polling thread alone seals them.
 */
public final class ReadingAudit {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingAudit.class);

    private final SideSettings side;
    private final Clock clock;
    private final AuditEvent.Actor actor;
    private final AuditChain chain;

    public ReadingAudit(SideSettings side, String connector, int task, AbstractConfig config, Clock clock) {
        this.side = side;
        this.clock = clock;
        this.actor = AuditEvent.Actor.here(connector, task, config);
        this.chain = new AuditChain(connector + "/" + task + "/" + clock.millis());
    }

    /** A run begins: of a table or query that is read whole each time. */
    public Optional<DatabaseRecord> started(
            Map<String, ?> partition, Map<String, ?> offset, String subject, String run) {
        return event(
                AuditEvent.Step.STARTED,
                partition,
                offset,
                new AuditEvent.Subject(subject, run, OptionalLong.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                AuditEvent.Counts.NONE);
    }

    /**
     * A run came to its end.
     *
     * @param rows how many it brought since it began, or since the task took it up again
     * @param whole whether it began in this task's life: only then it brought all of them
     */
    public Optional<DatabaseRecord> completed(
            Map<String, ?> partition,
            Map<String, ?> offset,
            String subject,
            String run,
            Instant began,
            long rows,
            boolean whole) {
        return event(
                AuditEvent.Step.COMPLETED,
                partition,
                offset,
                new AuditEvent.Subject(subject, run, OptionalLong.empty(), Optional.empty()),
                whole ? Optional.empty() : Optional.of("resumed"),
                Optional.empty(),
                new AuditEvent.Counts(
                        OptionalLong.of(rows),
                        OptionalLong.empty(),
                        OptionalLong.of(Math.max(0, clock.millis() - began.toEpochMilli())),
                        List.of()));
    }

    /**
     * The columns are others than they were; warns in any case.
     *
     * @param change names of columns, such as {@code added a, b; removed c}
     */
    public Optional<DatabaseRecord> schemaChanged(
            Map<String, ?> partition, Map<String, ?> offset, String subject, String change) {
        LOG.warn("{}: the columns changed: {}. Records have a new schema from here on.", subject, change);
        return event(
                AuditEvent.Step.NOTICED,
                partition,
                offset,
                new AuditEvent.Subject(subject, String.valueOf(offset), OptionalLong.empty(), Optional.empty()),
                Optional.of("schema-changed"),
                Optional.of(change),
                AuditEvent.Counts.NONE);
    }

    /**
     * Changes that may be missing were passed.
     *
     * @param sequences their numbers, such as {@code 17-19, 23}
     */
    public Optional<DatabaseRecord> gapSkipped(
            Map<String, ?> partition, Map<String, ?> offset, String subject, String sequences) {
        return event(
                AuditEvent.Step.SEQUENCE_GAP,
                partition,
                offset,
                new AuditEvent.Subject(subject, sequences, OptionalLong.empty(), Optional.empty()),
                Optional.of("gap-skipped"),
                Optional.of(sequences),
                AuditEvent.Counts.NONE);
    }

    /** The record as it is handed over: an event gets its place in the task's chain. */
    DatabaseRecord sealed(DatabaseRecord record) {
        AuditEvent event = record.event();
        return event == null ? record : record.with(SideRecord.value(side.form(), event.toStruct(chain.append(event))));
    }

    private Optional<DatabaseRecord> event(
            AuditEvent.Step step,
            Map<String, ?> partition,
            Map<String, ?> offset,
            AuditEvent.Subject subject,
            Optional<String> reason,
            Optional<String> detail,
            AuditEvent.Counts counts) {
        if (!side.tells(step)) {
            return Optional.empty();
        }
        AuditEvent event = new AuditEvent(
                step, clock.instant(), actor, subject, AuditEvent.Outcome.of(step, reason, detail), counts);
        return side.auditTopic().map(topic -> DatabaseRecord.of(event, partition, offset, topic));
    }
}
