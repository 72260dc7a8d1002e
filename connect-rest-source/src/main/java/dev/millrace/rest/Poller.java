package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.OffsetStorageWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a task: whatever one of them waits for, the others go on. {@link #poll} and {@link #close} belong to the
 * polling thread, the rest is for any.
 */
final class Poller implements AutoCloseable {

    private static final long IDLE_MILLIS = 200;
    private static final long UNSETTLED_MILLIS = 10;

    private final List<Endpoint> endpoints;
    private final BatchSettings batches;
    private final PollAudit audit;
    private final Bell bell;
    private final Clock clock;
    private final DeliveryLedger<Long> ledger = new DeliveryLedger<>();
    private final OffsetStorageWatch watch = new OffsetStorageWatch();
    private @Nullable ConnectorFailure fatal;
    private int turn;
    private long number;

    Poller(List<Endpoint> endpoints, BatchSettings batches, PollAudit audit, Bell bell, Clock clock) {
        this.endpoints = List.copyOf(endpoints);
        this.batches = batches;
        this.audit = audit;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * The next records; null when there are none within a fifth of a second.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException when an endpoint can't go on
     */
    @Nullable
    List<SourceRecord> poll() throws InterruptedException {
        boolean committed = watch.polled();
        ledger.polled(committed);
        List<SourceRecord> records = new ArrayList<>();
        if (hasRoom()) {
            collect(records);
        }
        if (records.isEmpty() && fatal == null) {
            // With exactly-once a batch that a transform dropped whole shows only in the poll after the next.
            boolean soon = committed && !ledger.isSettled();
            bell.await(soon ? UNSETTLED_MILLIS : idleMillis());
            if (hasRoom()) {
                collect(records);
            }
        }
        if (records.isEmpty() && fatal != null) {
            throw FailurePolicy.stop(fatal);
        }
        return records.isEmpty() ? null : records;
    }

    /** The worker's word on one record: {@code confirmed} when Kafka has it, not so when it was dropped on the way. */
    void settle(SourceRecord record, boolean confirmed) {
        if (confirmed) {
            watch.confirmed();
        }
        if (record instanceof PolledRecord ours) {
            ours.settle(confirmed);
        }
    }

    void committed() {
        watch.committed();
    }

    /** How many records Kafka has not confirmed. */
    long unconfirmed() {
        return ledger.outstanding();
    }

    /** How long the oldest of them waits, in milliseconds; 0 for none. */
    long oldestUnconfirmedMillis() {
        long since = ledger.oldestSince();
        return since == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - since);
    }

    /** How many rounds are under way; seen from any thread, as of some moment. */
    long busy() {
        return endpoints.stream().filter(Endpoint::isBusy).count();
    }

    @Override
    public void close() {
        endpoints.forEach(Endpoint::close);
    }

    private boolean hasRoom() {
        return ledger.outstanding() < batches.unconfirmedRecords();
    }

    /** Gives each endpoint a turn, and a share of the batch. */
    private void collect(List<SourceRecord> records) {
        for (int at = 0; at < endpoints.size() && fatal == null; at++) {
            Endpoint endpoint = endpoints.get((turn + at) % endpoints.size());
            try {
                if (endpoint.isDue() && busy() < batches.concurrency()) {
                    endpoint.begin();
                }
                endpoint.step();
                take(endpoint, records);
            } catch (ConnectorFailure failed) {
                fatal = failed;
            }
        }
        turn = (turn + 1) % endpoints.size();
    }

    private void take(Endpoint endpoint, List<SourceRecord> records) {
        int share = Math.max(1, batches.records() / (int) Math.max(1, busy()));
        int most = Math.min(batches.records(), records.size() + share);
        while (records.size() < most) {
            PolledRecord record = endpoint.next();
            if (record == null) {
                endpoint.step();
                record = endpoint.next();
            }
            if (record == null) {
                return;
            }
            PolledRecord sealed = audit.sealed(record);
            sealed.handedOver(ledger.handOver(++number, clock.millis()));
            records.add(sealed);
        }
    }

    private long idleMillis() {
        Instant now = clock.instant();
        long wait = IDLE_MILLIS;
        for (Endpoint endpoint : endpoints) {
            Instant wakes = endpoint.wakesAt();
            if (wakes.isBefore(now.plusMillis(wait))) {
                wait = wakes.isAfter(now)
                        ? Math.max(1, Duration.between(now, wakes).toMillis())
                        : 1;
            }
        }
        return wait;
    }
}
