package dev.millrace.webhook;

import dev.millrace.kit.DeliveryLedger;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record that knows the event it is part of, and the ticket by which it is settled once. */
final class WebhookRecord extends SourceRecord {

    private final transient Event event;
    private transient volatile DeliveryLedger<WebhookRecord>.@Nullable Ticket ticket;

    WebhookRecord(Event event, PreparedRecord prepared, Map<String, ?> partition, Map<String, ?> offset) {
        super(
                partition,
                offset,
                prepared.topic(),
                null,
                prepared.key() == null ? null : Schema.STRING_SCHEMA,
                prepared.key(),
                prepared.valueSchema(),
                prepared.value(),
                prepared.timestamp(),
                prepared.headers());
        this.event = event;
    }

    void entered(DeliveryLedger<WebhookRecord>.Ticket as) {
        ticket = as;
    }

    /** Kafka has it. */
    void confirm(RecordMetadata metadata) {
        DeliveryLedger<WebhookRecord>.Ticket entered = ticket;
        if (entered != null && entered.confirm()) {
            event.confirmed(metadata);
        }
    }

    /** It was dropped on its way. */
    void drop() {
        DeliveryLedger<WebhookRecord>.Ticket entered = ticket;
        if (entered != null && entered.drop()) {
            event.dropped();
        }
    }

    /** The ledger found that it was dropped. */
    void foundDropped() {
        event.dropped();
    }

    Event event() {
        return event;
    }
}
