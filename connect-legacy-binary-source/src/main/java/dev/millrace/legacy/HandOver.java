package dev.millrace.legacy;

import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.OffsetStorageWatch;
import dev.millrace.legacy.session.Receipt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Between the connections and the worker: records wait here, and the worker's word on them goes back. {@link #poll} belongs
 * to the polling thread, the rest to any.
 */
final class HandOver {

    private static final long IDLE_WAIT_MILLIS = 200;
    private static final long WAIT_WHILE_UNSETTLED_MILLIS = 10;

    private final RecordSettings limits;
    private final LongSupplier millis;
    private final LinkedBlockingQueue<FrameRecord> waiting = new LinkedBlockingQueue<>();
    private final DeliveryLedger<FrameRecord> ledger = new DeliveryLedger<>();
    private final OffsetStorageWatch watch = new OffsetStorageWatch();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Set<Receipt> remembered =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final Map<Receipt, OffsetStorageWatch.Mark> marks = new HashMap<>();

    HandOver(RecordSettings limits, LongSupplier millis) {
        this.limits = limits;
        this.millis = millis;
    }

    /** Takes the records of a message, in their order; behind a failure none, or its message would be passed over. */
    void put(List<FrameRecord> made) {
        if (failure.get() != null) {
            return;
        }
        for (FrameRecord record : made) {
            records.incrementAndGet();
            bytes.addAndGet(record.bytes());
            waiting.add(record);
        }
    }

    /** A receipt whose storing somebody waits for. */
    void remember(Receipt receipt) {
        remembered.add(receipt);
    }

    boolean hasRoom() {
        return records.get() < limits.unconfirmedRecords() && bytes.get() < limits.unconfirmedBytes();
    }

    void fail(RuntimeException why) {
        failure.compareAndSet(null, why);
    }

    /** What the worker gets now; null for nothing. Blocks for a fifth of a second at most. */
    @Nullable
    List<SourceRecord> poll() throws InterruptedException {
        boolean committed = watch.polled();
        settleWhatWasDropped(committed);
        tellWhatIsStored();
        // With exactly-once a batch that a transform dropped whole shows only in the poll after the next: come back
        // soon.
        boolean soon = committed && !ledger.isSettled();
        List<FrameRecord> taken = new ArrayList<>();
        FrameRecord first = waiting.poll(
                soon ? WAIT_WHILE_UNSETTLED_MILLIS : failure.get() == null ? IDLE_WAIT_MILLIS : 0,
                TimeUnit.MILLISECONDS);
        if (first == null) {
            RuntimeException failed = failure.get();
            if (failed != null) {
                throw FailurePolicy.stop(failed);
            }
            return null;
        }
        taken.add(first);
        waiting.drainTo(taken, limits.batchRecords() - 1);
        long now = millis.getAsLong();
        taken.forEach(record -> record.entered(ledger.handOver(record, now)));
        return new ArrayList<>(taken);
    }

    private void settleWhatWasDropped(boolean committed) {
        List<FrameRecord> before = committed ? ledger.unsettled() : List.of();
        ledger.polled(committed);
        if (!before.isEmpty()) {
            Set<FrameRecord> after = Collections.newSetFromMap(new IdentityHashMap<>());
            after.addAll(ledger.unsettled());
            before.stream().filter(record -> !after.contains(record)).forEach(record -> {
                record.receipt().settle(false);
                release(record);
            });
        }
    }

    private void tellWhatIsStored() {
        if (remembered.isEmpty()) {
            return;
        }
        synchronized (remembered) {
            for (Iterator<Receipt> all = remembered.iterator(); all.hasNext(); ) {
                Receipt one = all.next();
                if (one.isSettled() && watch.isStored(marks.computeIfAbsent(one, receipt -> watch.mark()))) {
                    all.remove();
                    marks.remove(one);
                    one.isStoredNow();
                }
            }
        }
    }

    /** The worker tells what became of a record; not confirmed, it was dropped. */
    void settle(SourceRecord record, boolean confirmed) {
        if (confirmed) {
            watch.confirmed();
        }
        if (record instanceof FrameRecord ours && ours.settle(confirmed)) {
            release(ours);
        }
    }

    private void release(FrameRecord record) {
        records.decrementAndGet();
        bytes.addAndGet(-record.bytes());
    }

    void committed() {
        watch.committed();
    }

    /** How many records wait for the worker, or for Kafka. */
    long outstanding() {
        return records.get();
    }

    /** How many records wait for the worker to ask for them. */
    long queued() {
        return waiting.size();
    }

    /** How long the oldest record waits for Kafka, in milliseconds; 0 for none. */
    long oldestMillis() {
        long since = ledger.oldestSince();
        return since == Long.MAX_VALUE ? 0 : Math.max(0, millis.getAsLong() - since);
    }
}
