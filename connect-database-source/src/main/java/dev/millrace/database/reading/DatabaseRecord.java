package dev.millrace.database.reading;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.SideRecord;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record that knows who wants to hear what becomes of it. */
public final class DatabaseRecord extends SourceRecord {

    private final transient Settlement settlement;
    private final transient @Nullable AuditEvent event;
    private final transient @Nullable String fault;
    private transient volatile DeliveryLedger<DatabaseRecord>.@Nullable Ticket ticket;

    /**
     * A record of a row.
     *
     * @param offset behind it; unlike that of any other record of the same partition, as exactly-once wants it
     * @param timestamp in milliseconds since 1970; null for the time of sending
     */
    public DatabaseRecord(
            Map<String, ?> partition,
            Map<String, ?> offset,
            String topic,
            SchemaAndValue key,
            SchemaAndValue value,
            @Nullable Long timestamp,
            Headers headers,
            Settlement settlement) {
        this(partition, offset, topic, key, value, timestamp, headers, settlement, null, null);
    }

    private DatabaseRecord(
            Map<String, ?> partition,
            Map<String, ?> offset,
            String topic,
            SchemaAndValue key,
            SchemaAndValue value,
            @Nullable Long timestamp,
            Headers headers,
            Settlement settlement,
            @Nullable AuditEvent event,
            @Nullable String fault) {
        super(
                partition,
                offset,
                topic,
                null,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                timestamp,
                headers);
        this.settlement = settlement;
        this.event = event;
        this.fault = fault;
    }

    /** A record that gets its value when it is handed over, for only then is the event's place in its chain known. */
    static DatabaseRecord of(AuditEvent event, Map<String, ?> partition, Map<String, ?> offset, String topic) {
        return new DatabaseRecord(
                partition,
                offset,
                topic,
                new SchemaAndValue(Schema.STRING_SCHEMA, event.subject().name()),
                SchemaAndValue.NULL,
                null,
                SideRecord.headers(SideRecord.Kind.AUDIT),
                Settlement.NONE,
                event,
                null);
    }

    /** The event that is to get its place in a chain; null for any other record. */
    @Nullable
    AuditEvent event() {
        return event;
    }

    /** Why its row is set aside, in a sentence that is the same each time the row is read; null for any other record. */
    public @Nullable String fault() {
        return fault;
    }

    /** This record as one that sets a row aside. */
    DatabaseRecord faulty(String sentence) {
        return copy(sourcePartition(), sourceOffset(), new SchemaAndValue(valueSchema(), value()), event, sentence);
    }

    /** This record with a value. */
    DatabaseRecord with(SchemaAndValue value) {
        return copy(sourcePartition(), sourceOffset(), value, null, fault);
    }

    /** This record from another place. */
    public DatabaseRecord at(Map<String, ?> partition, Map<String, ?> offset) {
        return copy(partition, offset, new SchemaAndValue(valueSchema(), value()), event, fault);
    }

    @SuppressWarnings("unchecked") // the framework's maps have texts for keys
    private DatabaseRecord copy(
            Map<?, ?> partition,
            Map<?, ?> offset,
            SchemaAndValue value,
            @Nullable AuditEvent ofCopy,
            @Nullable String why) {
        return new DatabaseRecord(
                (Map<String, ?>) partition,
                (Map<String, ?>) offset,
                topic(),
                new SchemaAndValue(keySchema(), key()),
                value,
                timestamp(),
                headers(),
                settlement,
                ofCopy,
                why);
    }

    /** It goes to the worker. */
    void handedOver(DeliveryLedger<DatabaseRecord>.Ticket entered) {
        ticket = entered;
    }

    /**
     * The worker told what became of it. What it tells first counts.
     *
     * @param confirmed Kafka has it; otherwise it was dropped on its way
     */
    public void settle(boolean confirmed) {
        DeliveryLedger<DatabaseRecord>.Ticket entered = ticket;
        if (entered == null || (confirmed ? entered.confirm() : entered.drop())) {
            settlement.settled(confirmed);
        }
    }

    /** The worker dropped it without a word; its ticket is settled already. */
    void dropped() {
        settlement.settled(false);
    }
}
