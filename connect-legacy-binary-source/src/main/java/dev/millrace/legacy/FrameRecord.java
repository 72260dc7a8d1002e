package dev.millrace.legacy;

import dev.millrace.kit.DeliveryLedger;
import dev.millrace.legacy.session.Receipt;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record that knows whom to tell what became of it, and the ticket by which it is settled once. */
final class FrameRecord extends SourceRecord {

    private static final long serialVersionUID = 1L;

    private final transient Receipt receipt;
    private final int bytes;
    private transient volatile DeliveryLedger<FrameRecord>.@Nullable Ticket ticket;

    /**
     * A record.
     *
     * @param bytes of the message that it was made of, its share of them
     */
    FrameRecord(
            Receipt receipt,
            int bytes,
            Map<String, ?> partition,
            Map<String, ?> offset,
            String topic,
            @Nullable String key,
            SchemaAndValue value,
            long timestamp,
            Headers headers) {
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
        this.receipt = receipt;
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    Receipt receipt() {
        return receipt;
    }

    void entered(DeliveryLedger<FrameRecord>.Ticket as) {
        ticket = as;
    }

    /** Whether this was the first word on it. */
    boolean settle(boolean confirmed) {
        DeliveryLedger<FrameRecord>.Ticket entered = ticket;
        if (entered == null || !(confirmed ? entered.confirm() : entered.drop())) {
            return false;
        }
        receipt.settle(confirmed);
        return true;
    }
}
