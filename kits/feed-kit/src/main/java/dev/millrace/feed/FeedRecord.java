package dev.millrace.feed;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.SideRecord;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record that knows the file it came from, and the ticket that its confirmation settles. */
final class FeedRecord extends SourceRecord {

    private final transient FileDelivery delivery;
    private final transient @Nullable AuditEvent event;
    private transient long bytes;
    private transient volatile DeliveryLedger<Long>.@Nullable Ticket ticket;

    /**
     * A record of a file.
     *
     * @param offset null to remove the file's entry from the offsets
     */
    FeedRecord(
            FileDelivery delivery,
            @Nullable Map<String, ?> offset,
            String topic,
            @Nullable String key,
            SchemaAndValue value,
            @Nullable Headers headers) {
        this(delivery, offset, topic, key, value, headers, null);
    }

    private FeedRecord(
            FileDelivery delivery,
            @Nullable Map<String, ?> offset,
            String topic,
            @Nullable String key,
            SchemaAndValue value,
            @Nullable Headers headers,
            @Nullable AuditEvent event) {
        super(
                delivery.partition(),
                offset,
                topic,
                null,
                key == null ? null : Schema.STRING_SCHEMA,
                key,
                value.schema(),
                value.value(),
                null,
                headers);
        this.delivery = delivery;
        this.event = event;
    }

    /** A record that gets its value when it is handed over, for only then is the event's place in its chain known. */
    static FeedRecord of(
            AuditEvent event,
            FileDelivery delivery,
            @Nullable Map<String, ?> offset,
            String topic,
            @Nullable String key) {
        return new FeedRecord(
                delivery, offset, topic, key, SchemaAndValue.NULL, SideRecord.headers(SideRecord.Kind.AUDIT), event);
    }

    /** The event that is to get its place in a chain; null for any other record. */
    @Nullable
    AuditEvent event() {
        return event;
    }

    /** This record with a value. */
    FeedRecord with(SchemaAndValue value) {
        return new FeedRecord(delivery, sourceOffset(), topic(), (String) key(), value, headers());
    }

    /** This record, made of so many bytes of its file. */
    FeedRecord madeOf(long count) {
        bytes = count;
        return this;
    }

    /** The bytes of its file that it was made of. */
    long bytes() {
        return bytes;
    }

    boolean isData() {
        return headers().lastWithName(SideRecord.KIND_HEADER) == null;
    }

    /** Enters the record into its file's ledger, in the polling thread, right before the worker gets it. */
    void handOver(long now) {
        ticket = delivery.handOver(bytes, now);
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
