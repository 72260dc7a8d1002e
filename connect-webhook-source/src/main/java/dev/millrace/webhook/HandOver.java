package dev.millrace.webhook;

import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.OffsetStorageWatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A task's side: from its inbox to the worker, and back from the worker's confirmations to the events. {@link #poll} belongs
 * to the polling thread, the rest to any.
 */
final class HandOver {

    private static final long IDLE_WAIT_MILLIS = 200;
    private static final long WAIT_WHILE_UNSETTLED_MILLIS = 10;

    private final Inbox inbox;
    private final SourcePlaces places;
    private final LongSupplier millis;
    private final DeliveryLedger<WebhookRecord> ledger = new DeliveryLedger<>();
    private final OffsetStorageWatch watch = new OffsetStorageWatch();
    private long sequence;

    /**
     * A task that takes from an inbox.
     *
     * @param millis a clock for ages
     * @param sequence a number above all that records of earlier runs had
     */
    HandOver(Inbox inbox, SourcePlaces places, LongSupplier millis, long sequence) {
        this.inbox = inbox;
        this.places = places;
        this.millis = millis;
        this.sequence = sequence;
    }

    /** What the worker gets now; null for nothing. Blocks for a fifth of a second at most. */
    @Nullable
    List<SourceRecord> poll() throws InterruptedException {
        boolean committed = watch.polled();
        settleWhatWasDropped(committed);
        // With exactly-once a batch that a transform dropped whole shows only in the poll after the next: come back
        // soon.
        boolean soon = committed && !ledger.isSettled();
        List<SourceRecord> batch = new ArrayList<>();
        int room = places.room();
        long wait = soon || room == 0 ? WAIT_WHILE_UNSETTLED_MILLIS : IDLE_WAIT_MILLIS;
        for (Event event : inbox.take(wait, room)) {
            handOver(event, batch);
        }
        return batch.isEmpty() ? null : batch;
    }

    private void handOver(Event event, List<SourceRecord> batch) {
        DedupPlace place = places.next(event.key());
        event.standsAt(place);
        int left = event.records().size();
        for (PreparedRecord prepared : event.records()) {
            WebhookRecord record =
                    new WebhookRecord(event, prepared, place.partition(), place.offset(++sequence, --left == 0));
            record.entered(ledger.handOver(record, millis.getAsLong()));
            batch.add(record);
        }
    }

    private void settleWhatWasDropped(boolean committed) {
        List<WebhookRecord> before = committed ? ledger.unsettled() : List.of();
        ledger.polled(committed);
        if (!before.isEmpty()) {
            Set<WebhookRecord> after = Collections.newSetFromMap(new IdentityHashMap<>());
            after.addAll(ledger.unsettled());
            before.stream().filter(record -> !after.contains(record)).forEach(WebhookRecord::foundDropped);
        }
    }

    /** The worker tells what became of a record; null metadata for one that was dropped. */
    void settle(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (!(record instanceof WebhookRecord ours)) {
            return;
        }
        if (metadata == null) {
            ours.drop();
        } else {
            watch.confirmed();
            ours.confirm(metadata);
        }
    }

    void committed() {
        watch.committed();
    }

    /** How many records Kafka has not confirmed. */
    long outstanding() {
        return ledger.outstanding();
    }

    /** How long the oldest of them waits, in milliseconds; 0 for none. */
    long oldestMillis() {
        long since = ledger.oldestSince();
        return since == Long.MAX_VALUE ? 0 : Math.max(0, millis.getAsLong() - since);
    }

    /** The events that the worker has and that are not settled: their confirmation may still come. */
    List<Event> unsettled() {
        return ledger.unsettled().stream().map(WebhookRecord::event).distinct().toList();
    }
}
