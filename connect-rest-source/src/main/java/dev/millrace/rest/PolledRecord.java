package dev.millrace.rest;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.SideRecord;
import dev.millrace.kit.change.ChangeKind;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record that knows the ticket which its confirmation settles. */
final class PolledRecord extends SourceRecord {

    private final transient @Nullable AuditEvent event;
    private transient volatile DeliveryLedger<Long>.@Nullable Ticket ticket;

    /** A record of a row. */
    PolledRecord(
            Map<String, ?> partition,
            Map<String, ?> offset,
            String topic,
            @Nullable String key,
            SchemaAndValue value,
            @Nullable Long timestamp,
            Headers headers) {
        this(partition, offset, topic, key, value, timestamp, headers, null);
    }

    private PolledRecord(
            Map<String, ?> partition,
            Map<String, ?> offset,
            String topic,
            @Nullable String key,
            SchemaAndValue value,
            @Nullable Long timestamp,
            Headers headers,
            @Nullable AuditEvent event) {
        super(
                partition,
                offset,
                topic,
                null,
                key == null ? null : Schema.STRING_SCHEMA,
                key,
                value.schema(),
                value.value(),
                timestamp,
                headers);
        this.event = event;
    }

    /** A record that gets its value when it is handed over, for only then is the event's place in its chain known. */
    static PolledRecord of(
            AuditEvent event, Map<String, ?> partition, Map<String, ?> offset, String topic, String key) {
        return new PolledRecord(
                partition,
                offset,
                topic,
                key,
                SchemaAndValue.NULL,
                null,
                SideRecord.headers(SideRecord.Kind.AUDIT),
                event);
    }

    /** The event that is to get its place in a chain; null for any other record. */
    @Nullable
    AuditEvent event() {
        return event;
    }

    /** This record with a value. */
    @SuppressWarnings("unchecked")
    PolledRecord with(SchemaAndValue value) {
        return new PolledRecord(
                (Map<String, ?>) sourcePartition(),
                (Map<String, ?>) sourceOffset(),
                topic(),
                (String) key(),
                value,
                timestamp(),
                headers());
    }

    /** Whether it is none of data. */
    boolean isAside() {
        return headers().lastWithName(SideRecord.KIND_HEADER) != null;
    }

    /** This record from another place. */
    PolledRecord at(Map<String, ?> partition, Map<String, ?> offset) {
        return new PolledRecord(
                partition,
                offset,
                topic(),
                (String) key(),
                new SchemaAndValue(valueSchema(), value()),
                timestamp(),
                headers(),
                event);
    }

    /** This record, with a header that says what happened to its row. */
    PolledRecord as(ChangeKind kind) {
        headers().addString(ChangeKind.HEADER, kind.word());
        return this;
    }

    /** It goes to the worker. */
    void handedOver(DeliveryLedger<Long>.Ticket entered) {
        ticket = entered;
    }

    /** The worker told what became of it: Kafka has it, or it was dropped on the way. */
    void settle(boolean confirmed) {
        DeliveryLedger<Long>.Ticket entered = ticket;
        if (entered == null) {
            return;
        }
        if (confirmed) {
            entered.confirm();
        } else {
            entered.drop();
        }
    }
}
